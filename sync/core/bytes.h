// SPDX-License-Identifier: Apache-2.0
// Writing and reading packed records: little-endian integers, texts as a 32-bit length and their bytes. The
// reader takes bytes from outside: it never reads past the end and remembers the first thing that was wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace devsync::core {

class ByteWriter {
public:
    template <class Integer>
    requires std::is_integral_v<Integer>
    void integer(Integer value) {
        const auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
        for (std::size_t i = 0; i < sizeof bits; ++i) {
            m_bytes.push_back(static_cast<char>((bits >> (8 * i)) & 0xFF));
        }
    }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void enumerator(Enum value) { integer(static_cast<std::uint8_t>(value)); }
    void text(std::string_view text) {
        integer(static_cast<std::uint32_t>(text.size()));
        m_bytes.append(text);
    }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_rest(bytes) {}

    /// 0 after the end.
    template <class Integer>
    requires std::is_integral_v<Integer>
    void integer(Integer& value) {
        std::make_unsigned_t<Integer> bits = 0;
        const std::string_view bytes = raw(sizeof bits);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bits = static_cast<decltype(bits)>(
                bits | (static_cast<decltype(bits)>(static_cast<unsigned char>(bytes[i])) << (8 * i)));
        }
        value = static_cast<Integer>(bits);
    }
    /// Values up to `last` exist.
    template <class Enum>
    requires std::is_enum_v<Enum>
    void enumerator(Enum& value, Enum last) {
        std::uint8_t number = 0;
        integer(number);
        if (number > static_cast<std::uint8_t>(last)) {
            reject();
            return;
        }
        value = static_cast<Enum>(number);
    }
    void boolean(bool& value) {
        std::uint8_t number = 0;
        integer(number);
        value = number == 1;
        if (number > 1) {
            reject();
        }
    }
    void text(std::string& text) { text = view(); }
    std::string_view view() {
        std::uint32_t size = 0;
        integer(size);
        return raw(size);
    }

    void reject() {
        m_ok = false;
        m_rest = {};
    }
    bool ok() const { return m_ok; }
    /// Everything was right and nothing is left.
    bool complete() const { return m_ok && m_rest.empty(); }

private:
    std::string_view raw(std::size_t size) {
        if (size > m_rest.size()) {
            reject();
            return {};
        }
        const std::string_view taken = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return taken;
    }

    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace devsync::core
