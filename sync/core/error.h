// SPDX-License-Identifier: Apache-2.0
// An operation that failed. Callers switch on `kind`; user words and stable codes are made in sync/texts.
// Not for a record that cannot be understood (Problem) nor for a decision that is needed (HeldBecause).
#pragma once

#include "sync/core/now.h"
#include "sync/core/side.h"

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace devsync::core {

enum class ErrorKind : std::uint8_t {
    // network: no usable answer arrived
    NetworkRefused,  ///< nobody listens, host unreachable; the request was not executed
    NetworkDns,      ///< the host name is unknown; the request was not executed
    NetworkTls,      ///< certificate or handshake; the request was not executed
    NetworkClosed,   ///< connection ended before the whole answer; a write may have been executed
    NetworkTimeout,  ///< no answer in time; a write may have been executed
    RedirectRefused, ///< 3xx: redirects are never followed
    // answer: something arrived but not what the protocol promises
    AnswerTooLarge,   ///< over the size limit
    AnswerNotJson,    ///< HTML, text, truncated or invalid JSON, invalid UTF-8
    AnswerUnexpected, ///< JSON, but not of the documented shape
    // refusal of the whole side
    SignInRefused,       ///< 401, or the sign-in endpoint said no
    PermissionDenied,    ///< 403, or data a permission hides
    OrganizationMissing, ///< the Apigee organisation or the portal's API is not there (404)
    SideReadOnly,        ///< the server accepts only reads (JSON:API read_only, 405)
    Maintenance,         ///< portal in maintenance mode (503 with its page)
    // refusal of one request
    NotFound,        ///< 404 on an account
    AlreadyExists,   ///< e-mail taken (409, or the portal's 422 on mail)
    UserNameTaken,   ///< the portal's 422 on name, "already taken"
    UserNameIllegal, ///< the portal's 422 on name, other
    ValueRefused,    ///< 400/422 on a value; detail names field and limit
    RequestRefused,  ///< any other 4xx
    RateLimited,     ///< 429
    ServerFault,     ///< 408, 5xx
    // listings
    ListingIncomplete, ///< the proof does not close; detail says where
    MailHidden,        ///< a listed user has no mail member: the sign-in account may not see addresses
    // execution
    Stale,          ///< the account is not what the plan saw
    VerifyMismatch, ///< the write was answered, but the field holds another value
    OutcomeUnknown, ///< it could not be settled whether a write was executed
    SideLost,       ///< 20 network failures in a row and 60 s without an answer
    PortalPush,     ///< writing refused: the portal pushes saves to Apigee itself (sync-rules 9.7)
    SafetyLimit,    ///< a limit of sync-rules 8 stopped the run; with a side: one that no number lifts
    ApprovalNeeded,
    // store
    StoreBusy,    ///< locked by another process beyond the wait
    StoreFull,    ///< disk full
    StoreFailed,  ///< any other failure of the database
    StoreNewer,   ///< written by a newer program
    StoreForeign, ///< belongs to another identity
    LeaseTaken,   ///< another run executes
    LeaseLost,    ///< another worker took over
    // configuration
    ProfileMissing,
    ProfileInvalid,    ///< where = file:line:key
    SecretUnavailable, ///< file, command or environment variable of a secret does not answer
    NotInThisVersion,  ///< a documented value that is not built yet
    // ours
    Usage,
    Internal,
    // at the end, because kinds are stored by number: execution
    SecondStepOpen, ///< the first of a row's two requests is applied, the second is not
    // a saved plan, as a whole
    PlanFileInvalid, ///< cannot be read, is damaged, or comes from a newer program
    PlanOutdated,    ///< made for another identity, mapping, scope, settings or rule
    OutputFailed,    ///< a result could not be written to standard output
    FieldMissing,    ///< the portal's users do not show a field of the mapping
    Stopped,         ///< somebody stopped the run before it had a document of its own
    StoreDamaged,    ///< the file is broken, or not a state at all
    StoreOlder,      ///< written by an older program, and only read now
};
inline constexpr ErrorKind kLastErrorKind = ErrorKind::StoreOlder;

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string detail; ///< cause in plain words, English, UTF-8, no secrets, no trailing stop
    std::string where;  ///< operation, file, field or account it happened at; may be empty
    std::optional<Side> side;
    int httpStatus = 0;               ///< 0 = no HTTP answer
    std::optional<Millis> retryAfter; ///< what the server asked for
    std::string requestId;            ///< the server's id of the request, if it sent one

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorKind::NotFound, "…");`
inline tl::unexpected<Error> fail(ErrorKind kind, std::string detail, std::string where = {}) {
    return tl::unexpected<Error>(Error{.kind = kind, .detail = std::move(detail), .where = std::move(where)});
}

} // namespace devsync::core
