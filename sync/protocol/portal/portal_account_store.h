// SPDX-License-Identifier: Apache-2.0
// The portal behind the AccountStore port: JSON:API with a session cookie. Facts: drupal-portal.md. Made by
// sync/service; called by the engine.
#pragma once

#include "sync/protocol/account_store.h"
#include "sync/protocol/portal/portal_options.h"

namespace devsync::protocol::portal {

class PortalAccountStore final : public AccountStore {
public:
    explicit PortalAccountStore(PortalOptions options);

    core::Side side() const override { return core::Side::Portal; }

    std::optional<HttpRequest> signIn() const override;
    core::Result<Session> parseSignIn(const HttpResponse& response) const override;
    Session staticSession() const override { return {}; }

    HttpRequest probe() const override;
    /// The entry point shows no evidence of the module: SideFacts::modulePushSeen stays false.
    core::Result<SideFacts> parseProbe(const HttpResponse& response) const override;

    std::unique_ptr<Lister> list(const ListOptions& options) const override;
    /// By uuid when the id is known, else by e-mail.
    HttpRequest read(const AccountAddress& address) const override;
    /// By uuid the id must be the one asked for; a changed e-mail is then the caller's to see. By e-mail only
    /// users with that folded address count; several are AnswerUnexpected.
    core::Result<Reading> parseReading(const AccountAddress& address,
                                       const HttpResponse& response) const override;

    HttpRequest create(const NewAccount& account) const override;
    core::Result<HttpRequest> update(const Reading& fresh, core::FieldMask mask,
                                     const std::vector<core::Value>& values) const override;
    std::optional<HttpRequest> setInactive(const AccountAddress&) const override { return std::nullopt; }
    core::Result<std::optional<core::Account>> parseWrite(const HttpResponse& response) const override;
    core::Error classify(const HttpResponse& response) const override;

private:
    PortalOptions m_options;
};

} // namespace devsync::protocol::portal
