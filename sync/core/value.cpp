// SPDX-License-Identifier: Apache-2.0
#include "sync/core/value.h"

#include "sync/core/check.h"

namespace devsync::core {

namespace {

constexpr std::size_t kLengthBytes = 4;

std::size_t readLength(std::string_view packed) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        length |= static_cast<std::size_t>(static_cast<unsigned char>(packed[i])) << (8 * i);
    return length;
}

std::string_view takeItem(std::string_view& packed) {
    DEVSYNC_CHECK(packed.size() >= kLengthBytes);
    const std::size_t length = readLength(packed);
    DEVSYNC_CHECK(packed.size() - kLengthBytes >= length);
    const std::string_view item = packed.substr(kLengthBytes, length);
    packed.remove_prefix(kLengthBytes + length);
    return item;
}

} // namespace

std::size_t ValueView::itemCount() const {
    return items().size();
}

std::vector<std::string_view> ValueView::items() const {
    std::vector<std::string_view> result;
    for (std::string_view rest = packed; !rest.empty();)
        result.push_back(takeItem(rest));
    return result;
}

std::string_view ValueView::single() const {
    std::string_view rest = packed;
    return rest.empty() ? std::string_view() : takeItem(rest);
}

bool sameContent(ValueView a, ValueView b) {
    return a.isEmpty() ? b.isEmpty() : a == b;
}

void packItem(std::string& packed, std::string_view item) {
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        packed.push_back(static_cast<char>((item.size() >> (8 * i)) & 0xff));
    packed.append(item);
}

Value Value::empty() {
    return Value(ValueView{ValueState::Empty, {}});
}

Value Value::of(std::initializer_list<std::string_view> items) {
    return of(std::vector<std::string>(items.begin(), items.end()));
}

Value Value::of(const std::vector<std::string>& items) {
    if (items.empty() || (items.size() == 1 && items.front().empty()))
        return empty();
    std::string packed;
    for (const std::string& item : items)
        packItem(packed, item);
    return Value(ValueView{ValueState::Present, packed});
}

Value Value::text(std::string_view single) {
    return of({single});
}

Value Value::undecodable(std::string_view raw) {
    std::string packed;
    packItem(packed, raw);
    return Value(ValueView{ValueState::Undecodable, packed});
}

Value Value::duplicate(ValueView first) {
    return Value(ValueView{ValueState::Duplicate, first.packed});
}

} // namespace devsync::core
