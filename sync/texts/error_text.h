// SPDX-License-Identifier: Apache-2.0
// What a person reads about an error: stable code, cause, state of the data, next step, as in
//   [AUTH-401] Apigee refused the sign-in: invalid access token (HTTP 401). Nothing was written. Check …
// Called by command line, window, exports and reports. All texts are UTF-8 and translated; codes are not.
//
// Codes, one a core::ErrorKind, the same for both sides (the cause names the side). Scripts rely on them: a
// code never changes and is never given to something else.
//   NET-REFUSED NET-DNS NET-TLS NET-CLOSED NET-TIMEOUT NET-REDIRECT    no usable answer
//   ANSWER-SIZE ANSWER-JSON ANSWER-SHAPE                               an answer that is not what was
//   promised AUTH-401 AUTH-403 ORG-404 SIDE-READONLY SIDE-MAINTENANCE           the whole side refuses
//   ACCOUNT-404 ACCOUNT-EXISTS NAME-TAKEN NAME-ILLEGAL VALUE-REFUSED
//   REQUEST-REFUSED RATE-429 SERVER-5XX                                one request is refused
//   LIST-001 (proof does not close) LIST-002 (addresses hidden)        listings
//   ROW-STALE ROW-VERIFY ROW-UNKNOWN SIDE-LOST PORTAL-PUSH
//   LIMIT-STOP LIMIT-APPROVAL                                          execution
//   STORE-BUSY STORE-FULL STORE-FAILED STORE-DAMAGED STORE-OLDER STORE-NEWER STORE-FOREIGN
//   LEASE-TAKEN LEASE-LOST                                             the state on this machine
//   PROFILE-MISSING PROFILE-INVALID SECRET-UNAVAILABLE NOT-IN-VERSION
//   FIELD-MISSING                                                      configuration
//   PLAN-FILE PLAN-OUTDATED                                            a saved plan
//   USAGE STOPPED OUTPUT-FAILED INTERNAL
#pragma once

#include "sync/core/error.h"
#include "sync/core/journal.h"
#include "sync/core/ledger.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace devsync::texts {

/// What the error left behind.
struct DataState {
    enum class Kind : std::uint8_t {
        Unsaid,         ///< no sentence
        NothingWritten, ///< no account on either side was changed
        SomeWritten, ///< `done` of `planned` accounts were written before the run ended, or it is not known
        AccountUntouched,
        AccountUnknown, ///< not settled yet; the next run settles it by reading
        AccountWritten, ///< accepted by the server, but it does not hold what was intended
        AccountHalf,    ///< the first of two requests was written
    };
    Kind kind = Kind::Unsaid;
    std::uint32_t done = 0;
    std::uint32_t planned = 0;
    std::uint32_t unsettled = 0; ///< of the rest: may have been written, whole or in part
};

/// Of a run that ended with these counts.
DataState dataStateOf(const core::LedgerCounts& counts);
/// Of one row that has an error.
DataState dataStateOf(const core::StoredRow& row);

struct ErrorText {
    std::string code;   ///< "AUTH-401"
    std::string cause;  ///< a sentence with its stop
    std::string state;  ///< a sentence; empty for Unsaid
    std::string remedy; ///< one or two sentences

    /// "[CODE] cause state remedy"
    std::string line() const;
    /// Cause and state: what documents call `message`.
    std::string message() const;
};

std::string_view errorCode(core::ErrorKind kind);
ErrorText describe(const core::Error& error, DataState state = {});

} // namespace devsync::texts
