// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/attribute_format.h"

#include "sync/protocol/portal/csv_format.h"

#include <algorithm>
#include <vector>

namespace devsync::protocol::portal {

namespace {

/// Only what Drupal's validator certainly refuses; the rest is for the portal to say.
bool canBeAddress(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0)
        return false;
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.find('.');
    return dot != std::string_view::npos && dot != 0 && domain.back() != '.'
           && std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

bool fitsType(core::FieldType type, std::string_view item) {
    return type != core::FieldType::Email || canBeAddress(item);
}

core::ValueState undecodable(std::string_view text, std::size_t begin, std::string& packed) {
    packed.resize(begin);
    core::packItem(packed, text);
    return core::ValueState::Undecodable;
}

} // namespace

core::ValueState decodeAttribute(const core::MappedAttribute& attribute, std::string_view text,
                                 std::string& packed) {
    if (text.empty())
        return core::ValueState::Empty;
    const std::size_t begin = packed.size();
    if (attribute.format != core::StorageFormat::Csv)
        return undecodable(text, begin, packed);
    if (isPlainCsv(text) && fitsType(attribute.type, text)) {
        core::packItem(packed, text);
        return core::ValueState::Present;
    }
    for (const std::string& item : decodeCsv(text)) {
        if (item.empty())
            continue;
        if (!fitsType(attribute.type, item))
            return undecodable(text, begin, packed);
        core::packItem(packed, item);
    }
    return packed.size() == begin ? core::ValueState::Empty : core::ValueState::Present;
}

core::Result<std::string> encodeAttribute(const core::MappedAttribute& attribute, core::ValueView value) {
    std::string text;
    if (value.state == core::ValueState::Present && attribute.format == core::StorageFormat::Csv)
        text = encodeCsv(value.items());
    std::string packed;
    const core::ValueState state = decodeAttribute(attribute, text, packed);
    if (state != core::ValueState::Present || packed != value.packed)
        return core::fail(core::ErrorKind::ValueRefused,
                          "The value cannot be stored in attribute " + attribute.attribute
                              + " so that it reads back unchanged",
                          "attribute:" + attribute.attribute);
    return text;
}

} // namespace devsync::protocol::portal
