// SPDX-License-Identifier: Apache-2.0
// An answer that is an error: the first byte of the input chooses its status, the rest is its body.
#include "sync/protocol/portal/portal_errors.h"
#include "tests/fuzz/accounts.h"

#include <array>

namespace devsync::fuzz {
namespace {

constexpr std::array kStatus{400, 401, 403, 404, 405, 408, 409, 415, 422, 429, 500, 502, 503, 504, 302, 204};

Broken fuzzOne(std::string_view input) {
    if (input.empty())
        return nullptr;
    const int status = kStatus[static_cast<unsigned char>(input.front()) % kStatus.size()];
    return judgeError(protocol::portal::classifyAnswer(answer(status, input.substr(1))));
}

const Target kTarget{"portal_error", fuzzOne};

} // namespace
} // namespace devsync::fuzz
