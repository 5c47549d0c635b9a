// SPDX-License-Identifier: Apache-2.0
// Apigee X behind the AccountStore port: bearer token, developers by e-mail, read-merge-write. Facts:
// apigee-management-api.md. Made by sync/service; called by the engine.
#pragma once

#include "sync/protocol/account_store.h"
#include "sync/protocol/apigee/apigee_options.h"

namespace devsync::protocol::apigee {

class ApigeeAccountStore final : public AccountStore {
public:
    explicit ApigeeAccountStore(ApigeeOptions options);

    core::Side side() const override { return core::Side::Apigee; }

    /// Nothing to ask for: the token is a secret of the profile.
    std::optional<HttpRequest> signIn() const override { return std::nullopt; }
    core::Result<Session> parseSignIn(const HttpResponse& response) const override;
    Session staticSession() const override;

    HttpRequest probe() const override;
    core::Result<SideFacts> parseProbe(const HttpResponse& response) const override;

    std::unique_ptr<Lister> list(const ListOptions& options) const override;
    /// By e-mail; the id may have been replaced and is not used.
    HttpRequest read(const AccountAddress& address) const override;
    core::Result<Reading> parseReading(const AccountAddress& address,
                                       const HttpResponse& response) const override;

    HttpRequest create(const NewAccount& account) const override;
    core::Result<HttpRequest> update(const Reading& fresh, core::FieldMask mask,
                                     const std::vector<core::Value>& values) const override;
    std::optional<HttpRequest> setInactive(const AccountAddress& address) const override;
    core::Result<std::optional<core::Account>> parseWrite(const HttpResponse& response) const override;
    core::Error classify(const HttpResponse& response) const override;

private:
    core::Result<core::Account> parseDeveloper(const HttpResponse& response) const;

    ApigeeOptions m_options;
};

} // namespace devsync::protocol::apigee
