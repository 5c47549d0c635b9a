// SPDX-License-Identifier: Apache-2.0
// The port behind which Apigee and the portal are alike: requests as data out, answers as data in. Pure: no
// socket, no clock, no state beyond its configuration. Called by the engine only; two implementations
// (apigee/, portal/). What must be sent, when, how often, and what an answer means for a row is the engine's.
#pragma once

#include "sync/core/account.h"
#include "sync/core/error.h"
#include "sync/protocol/http.h"
#include "sync/protocol/lister.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::protocol {

/// Where an account is found: by its e-mail in the side's own spelling; by id where the side prefers it
/// (portal uuid).
struct AccountAddress {
    std::string email;
    std::string id; ///< may be empty
};

/// One account read by itself.
struct Reading {
    std::optional<core::Account> account; ///< nullopt: proven absent
    std::string base; ///< the side's own bytes that an update must carry back (unmanaged attributes); opaque
};

/// An account to create. Values by FieldIndex; empty ones are left out.
struct NewAccount {
    std::string email;
    std::string userName;
    std::vector<core::Value> fields;
    core::Status status = core::Status::Active; ///< Apigee always creates active; see setInactive()
    std::string uuid; ///< portal: ours, so that a repeat is recognised; Apigee: unused
};

/// What signing in and probing found out about a side.
struct SideFacts {
    std::uint32_t signInUid = 0; ///< portal: our own account; 0 = unknown
    std::string edition;         ///< Apigee: runtime type as the organisation tells it
    bool modulePushSeen = false; ///< portal: evidence of the module in its answers
};

/// Headers that make a request ours. Sent with every request of the side until renewed.
struct Session {
    std::vector<SecretHeader> headers;      ///< every request
    std::vector<SecretHeader> writeHeaders; ///< writes in addition (X-CSRF-Token)
    std::uint32_t signInUid = 0;
};

struct ListOptions {
    std::uint32_t parallel =
        1; ///< requests the lister may have out at once; Apigee pages are a chain, so 1 there
};

class AccountStore {
public:
    AccountStore() = default;
    AccountStore(const AccountStore&) = delete;
    AccountStore& operator=(const AccountStore&) = delete;
    virtual ~AccountStore() = default;

    virtual core::Side side() const = 0;

    // ---- signing in
    /// nullopt: the session needs no request of its own (a token from a secret): see staticSession().
    virtual std::optional<HttpRequest> signIn() const = 0;
    /// SignInRefused with the server's words when it said no.
    virtual core::Result<Session> parseSignIn(const HttpResponse& response) const = 0;
    virtual Session staticSession() const = 0;

    /// One cheap read that proves organisation (or JSON:API) and credentials. Absence of an account means
    /// something only after this succeeded.
    virtual HttpRequest probe() const = 0;
    virtual core::Result<SideFacts> parseProbe(const HttpResponse& response) const = 0;

    // ---- reading
    virtual std::unique_ptr<Lister> list(const ListOptions& options) const = 0;
    virtual HttpRequest read(const AccountAddress& address) const = 0;
    /// Absent only on the side's proof of absence (404 on the account; an empty filter answer). The returned
    /// address is compared with the one asked for, folded; another account is AnswerUnexpected.
    virtual core::Result<Reading> parseReading(const AccountAddress& address,
                                               const HttpResponse& response) const = 0;

    // ---- writing: each returns one request; nothing else of the account changes
    virtual HttpRequest create(const NewAccount& account) const = 0;
    /// Writes the fields of `mask` with `values` (by FieldIndex; empty removes or clears) onto the fresh
    /// reading. ValueRefused when the result would break a limit known before sending (18 attributes).
    virtual core::Result<HttpRequest> update(const Reading& fresh, core::FieldMask mask,
                                             const std::vector<core::Value>& values) const = 0;
    /// Apigee only: a blocked user's new developer. nullopt on the portal, where creation carries the status.
    virtual std::optional<HttpRequest> setInactive(const AccountAddress& address) const = 0;
    /// The account as the answer shows it; nullopt when the answer has no body (204) and must be read.
    virtual core::Result<std::optional<core::Account>> parseWrite(const HttpResponse& response) const = 0;

    /// The error an answer of status ≥ 300 stands for, with the server's words, bounded (500 bytes). Secrets
    /// that the server repeats were taken out before.
    virtual core::Error classify(const HttpResponse& response) const = 0;
};

} // namespace devsync::protocol
