// SPDX-License-Identifier: Apache-2.0
// Takes known secrets out of a text that is about to be shown, logged, stored or exported: as they are,
// percent-encoded in any notation ('+' for a space included), escaped as in a JSON text, also one inside
// another, and as a part of a base64 text in any alignment. It knows nothing of secrets that nobody told it.
// For sync/log and for server words in errors. Thread: fill it before sharing it; redact() is const.
#pragma once

#include "sync/core/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

class Redactor {
public:
    static constexpr std::string_view kMask = "[redacted]";

    /// An empty text is no secret. A secret of several lines is also sought line by line (lines of ≥ 16
    /// bytes).
    void add(std::string_view secret);
    /// `text` with each occurrence replaced by kMask; a base64 text that carries a secret is replaced whole.
    std::string redact(std::string_view text) const;

private:
    void addText(std::string_view secret);

    std::vector<Secret> m_clear;
    std::vector<Secret> m_base64; ///< in the standard alphabet; of at least kMinBase64 characters
};

} // namespace devsync::core
