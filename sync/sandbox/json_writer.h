// SPDX-License-Identifier: Apache-2.0
// Writes JSON text piece by piece, members in the order given. Bytes that are not UTF-8 become U+FFFD.
// Used for answers and documents of the sandbox; reading is nlohmann_json's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace devsync::sandbox {

enum class JsonStyle : std::uint8_t {
    Plain, ///< only what JSON demands is escaped
    Php,   ///< as Drupal's encoder: '/' as \/, quotes, < > & ' and everything beyond ASCII as \uXXXX
};

class JsonWriter {
public:
    explicit JsonWriter(JsonStyle style = JsonStyle::Plain) : m_style(style) {}

    JsonWriter& beginObject() { return open('{'); }
    JsonWriter& endObject() { return close('}'); }
    JsonWriter& beginArray() { return open('['); }
    JsonWriter& endArray() { return close(']'); }
    JsonWriter& key(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& boolean(bool value); // NOLINT: a value, not a mode
    JsonWriter& null();
    /// A key with a text value.
    JsonWriter& member(std::string_view name, std::string_view value) { return key(name).text(value); }

    const std::string& str() const { return m_out; }
    std::string take() { return std::move(m_out); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();
    void quote(std::string_view value);
    void quoteCodePoint(char32_t code);

    std::string m_out;
    JsonStyle m_style;
    bool m_comma = false; ///< a value precedes at this level
};

} // namespace devsync::sandbox
