// SPDX-License-Identifier: Apache-2.0
// An answer that is an error.
#include "sync/protocol/portal/portal_errors.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

Broken fuzzOne(std::string_view input) {
    return input.empty() ? nullptr : judgeError(protocol::portal::classifyAnswer(errorAnswer(input)));
}

const Target kTarget{"portal_error", fuzzOne};

} // namespace
} // namespace devsync::fuzz
