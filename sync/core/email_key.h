// SPDX-License-Identifier: Apache-2.0
// The identity of a person: the e-mail address, folded. Folding is PHP 8.2's mb_strtolower, code point by
// code point with ICU, İ apart (facts: toolchain-debian-12.md 5), because that is how the portal module
// matches.
#pragma once

#include "sync/core/error.h"

#include <compare>
#include <string>
#include <string_view>

namespace devsync::core {

class EmailKey {
public:
    /// Fails with AnswerUnexpected on invalid UTF-8 or an empty text. Any other text is a key.
    static Result<EmailKey> from(std::string_view email);

    const std::string& text() const { return m_folded; }
    /// Byte order of the folded text: total, the last tie-break everywhere.
    std::strong_ordering operator<=>(const EmailKey&) const = default;

private:
    explicit EmailKey(std::string folded) : m_folded(std::move(folded)) {}
    std::string m_folded;
};

/// True when folding would change the text.
bool hasUpperCase(std::string_view email);

/// Appends the folded form to `out`; false (out unchanged) on invalid UTF-8. For tables that fold a million
/// addresses.
bool appendFolded(std::string_view text, std::string& out);

} // namespace devsync::core
