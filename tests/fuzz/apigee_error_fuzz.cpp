// SPDX-License-Identifier: Apache-2.0
// An answer that is an error.
#include "sync/protocol/apigee/apigee_errors.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

Broken fuzzOne(std::string_view input) {
    return input.empty() ? nullptr : judgeError(protocol::apigee::classifyAnswer(errorAnswer(input)));
}

const Target kTarget{"apigee_error", fuzzOne};

} // namespace
} // namespace devsync::fuzz
