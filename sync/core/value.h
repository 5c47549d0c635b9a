// SPDX-License-Identifier: Apache-2.0
// The decoded content of one copied field, the same on both sides: a list of texts in a packed form whose
// equality is equality of bytes. Decoding a side's own notation happens once, in sync/protocol.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

/// Absent, Empty and Present are three states and shown as such (sync-rules 3.5); Absent equals Empty when
/// compared.
enum class ValueState : std::uint8_t {
    Absent, ///< the side has no such attribute; the portal never answers this for a mapped field
    Empty,  ///< there, without content: "", [], null
    Present,
    Undecodable, ///< packed holds the raw text as its only item
    Duplicate,   ///< the attribute occurs more than once; packed holds the first occurrence's items
};

/// A view into an arena or a Value. Packed: for each item a little-endian 32-bit length, then its UTF-8
/// bytes.
struct ValueView {
    ValueState state = ValueState::Absent;
    std::string_view packed;

    bool isEmpty() const { return state == ValueState::Absent || state == ValueState::Empty; }
    std::size_t itemCount() const;
    std::vector<std::string_view> items() const;
    /// The only item; empty text when there is none. For names and single-valued fields.
    std::string_view single() const;
    /// Same state and same bytes (absent differs from empty): what a precondition means by equal.
    bool operator==(const ValueView&) const = default;
};

/// Same content for the rule: empty equals absent, otherwise the same items.
bool sameContent(ValueView a, ValueView b);

class Value {
public:
    Value() = default;
    explicit Value(ValueView view) : m_state(view.state), m_packed(view.packed) {}
    static Value absent() { return {}; }
    static Value empty();
    /// A list without items is Empty; a single empty text is Empty too.
    static Value of(std::initializer_list<std::string_view> items);
    static Value of(const std::vector<std::string>& items);
    static Value text(std::string_view single);
    static Value undecodable(std::string_view raw);
    static Value duplicate(ValueView first);

    ValueView view() const { return {m_state, m_packed}; }
    operator ValueView() const {
        return view();
    } // NOLINT(google-explicit-constructor): a Value is read as its view
    ValueState state() const { return m_state; }
    bool operator==(const Value&) const = default;

private:
    ValueState m_state = ValueState::Absent;
    std::string m_packed;
};

/// Appends one item in packed form.
void packItem(std::string& packed, std::string_view item);

} // namespace devsync::core
