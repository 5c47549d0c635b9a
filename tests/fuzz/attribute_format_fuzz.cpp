// SPDX-License-Identifier: Apache-2.0
// The text of a developer attribute: the first byte of the input chooses the field, the rest is the text.
#include "sync/protocol/portal/attribute_format.h"
#include "sync/protocol/portal/csv_format.h"
#include "sync/sandbox/csv.h"
#include "tests/fuzz/accounts.h"

#include <algorithm>

namespace devsync::fuzz {
namespace {

using namespace protocol::portal;

Broken judgeCsv(std::string_view text) {
    const std::vector<std::string> items = decodeCsv(text);
    const std::string encoded = encodeCsv({items.begin(), items.end()});
    if (encoded != sandbox::csvEncoded(items))
        return "console and sandbox write CSV differently";
    if (isPlainCsv(text) && items != std::vector<std::string>{std::string(text)})
        return "a plain text is more than one item";
    const auto allUtf8 = std::ranges::all_of(items, [](const std::string& item) { return isUtf8(item); });
    return isUtf8(text) && !allUtf8 ? "decoding breaks UTF-8" : nullptr;
}

/// What a field holds can be written back and is then the same, or is refused before it is sent.
Broken judgeValue(const core::MappedAttribute& attribute, core::ValueView value) {
    const auto text = encodeAttribute(attribute, value);
    if (!text)
        return judgeError(text.error());
    std::string packed;
    const bool same = decodeAttribute(attribute, *text, packed) == value.state && packed == value.packed;
    return same ? nullptr : "a value does not come back from its attribute";
}

Broken fuzzOne(std::string_view input) {
    if (input.empty())
        return nullptr;
    const auto choice = static_cast<unsigned char>(input.front());
    core::MappedAttribute attribute = mapping().attributes[choice % mapping().attributes.size()];
    attribute.format = (choice & 0x80) != 0 ? core::StorageFormat::Json : core::StorageFormat::Csv;
    const std::string_view text = input.substr(1);
    std::string packed = "before";
    const core::ValueState state = decodeAttribute(attribute, text, packed);
    if (!packed.starts_with("before"))
        return "decoding changes what was packed before";
    const core::ValueView value{state, std::string_view(packed).substr(6)};
    if (value.isEmpty() != value.items().empty())
        return "a value has not the items of its state";
    if (const Broken broken = judgeCsv(text))
        return broken;
    return state == core::ValueState::Present ? judgeValue(attribute, value) : nullptr;
}

const Target kTarget{"attribute_format", fuzzOne};

} // namespace
} // namespace devsync::fuzz
