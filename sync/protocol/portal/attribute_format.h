// SPDX-License-Identifier: Apache-2.0
// What a developer attribute's text means as the content of its portal field, and back. One place for both
// connectors, so that "same" is decided on decoded values. Limits of the field (number of values, length,
// allowed values) are judged by the core rule, not here.
#pragma once

#include "sync/core/error.h"
#include "sync/core/mapping.h"
#include "sync/core/value.h"

#include <string>
#include <string_view>

namespace devsync::protocol::portal {

/// Appends the packed items of `text` to `packed` and returns Empty, Present or Undecodable. Empty items
/// vanish, as they do in Drupal. Undecodable (packed: the raw text) is a text in a format that is not read
/// here, or one that cannot be an address in an e-mail field.
core::ValueState decodeAttribute(const core::MappedAttribute& attribute, std::string_view text,
                                 std::string& packed);

/// The attribute's text of a Present value. ValueRefused, naming the attribute, when the text would not
/// decode to the same items again (a value that ends in a backslash) or the value is not Present.
core::Result<std::string> encodeAttribute(const core::MappedAttribute& attribute, core::ValueView value);

} // namespace devsync::protocol::portal
