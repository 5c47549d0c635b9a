// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/portal_account_store.h"

#include "sync/core/check.h"
#include "sync/protocol/answer.h"
#include "sync/protocol/json_document.h"
#include "sync/protocol/portal/portal_errors.h"
#include "sync/protocol/portal/portal_lister.h"
#include "sync/protocol/portal/portal_requests.h"
#include "sync/protocol/portal/portal_sign_in.h"
#include "sync/protocol/portal/user_codec.h"

#include <nlohmann/json.hpp>

namespace devsync::protocol::portal {

namespace {

using core::ErrorKind;
using Json = nlohmann::ordered_json;

/// A document with `data`.
core::Result<Json> readDocument(const HttpResponse& response) {
    auto document = parseJson(response.body.view());
    if (!document)
        return tl::unexpected(portalError(document.error().kind, document.error().detail, response));
    if (member(*document, "data") == nullptr)
        return tl::unexpected(
            portalError(ErrorKind::AnswerUnexpected, "The answer is no JSON:API document", response));
    return document;
}

core::Result<core::Account> userOf(const core::Mapping& mapping, const Json& resource,
                                   const HttpResponse& response) {
    auto user = readUser(mapping, resource);
    if (user)
        return user;
    core::Error error = portalError(user.error().kind, user.error().detail, response);
    error.where = user.error().where;
    return tl::unexpected(std::move(error));
}

core::Result<Reading> readById(const core::Mapping& mapping, const std::string& id, const Json& document,
                               const HttpResponse& response) {
    auto user = userOf(mapping, *member(document, "data"), response);
    if (!user)
        return tl::unexpected(user.error());
    if (user->id != id)
        return tl::unexpected(portalError(ErrorKind::AnswerUnexpected,
                                          "Asked for user " + id + ", the portal answered with " + user->id,
                                          response));
    return Reading{.account = std::move(*user)};
}

core::Result<Reading> readByMail(const core::Mapping& mapping, const std::string& email, const Json& document,
                                 const HttpResponse& response) {
    const Json& users = *member(document, "data");
    if (!users.is_array() || member(document, "meta", "omitted") != nullptr)
        return tl::unexpected(portalError(ErrorKind::PermissionDenied,
                                          "The portal does not show who has the address " + email, response));
    Reading reading;
    for (const Json& resource : users) {
        auto user = userOf(mapping, resource, response);
        if (!user)
            return tl::unexpected(user.error());
        if (!sameAddress(user->email, email))
            continue;
        if (reading.account)
            return tl::unexpected(portalError(ErrorKind::AnswerUnexpected,
                                              "Several portal users have the address " + email, response));
        reading.account = std::move(*user);
    }
    return reading;
}

} // namespace

PortalAccountStore::PortalAccountStore(PortalOptions options) : m_options(std::move(options)) {}

std::optional<HttpRequest> PortalAccountStore::signIn() const {
    return signInRequest(m_options.userName);
}

core::Result<Session> PortalAccountStore::parseSignIn(const HttpResponse& response) const {
    return readSignIn(response);
}

HttpRequest PortalAccountStore::probe() const {
    return probeRequest();
}

core::Result<SideFacts> PortalAccountStore::parseProbe(const HttpResponse& response) const {
    return readProbe(response);
}

std::unique_ptr<Lister> PortalAccountStore::list(const ListOptions& options) const {
    return std::make_unique<PortalLister>(m_options, options.parallel);
}

HttpRequest PortalAccountStore::read(const AccountAddress& address) const {
    return apiRequest(Method::Get, address.id.empty() ? mailTarget(m_options.mapping, address.email)
                                                      : userWithFieldsTarget(m_options.mapping, address.id));
}

core::Result<Reading> PortalAccountStore::parseReading(const AccountAddress& address,
                                                       const HttpResponse& response) const {
    if (response.status != 200) {
        core::Error error = refusedRead(classify(response));
        if (error.kind == ErrorKind::NotFound && !address.id.empty())
            return Reading{};
        return tl::unexpected(std::move(error));
    }
    const auto document = readDocument(response);
    if (!document)
        return tl::unexpected(document.error());
    return address.id.empty() ? readByMail(m_options.mapping, address.email, *document, response)
                              : readById(m_options.mapping, address.id, *document, response);
}

HttpRequest PortalAccountStore::create(const NewAccount& account) const {
    return createRequest(m_options.mapping, account);
}

core::Result<HttpRequest> PortalAccountStore::update(const Reading& fresh, core::FieldMask mask,
                                                     const std::vector<core::Value>& values) const {
    DEVSYNC_CHECK(fresh.account.has_value());
    auto request = updateRequest(m_options.mapping, *fresh.account, mask, values);
    if (!request)
        request.error().side = core::Side::Portal;
    return request;
}

core::Result<std::optional<core::Account>>
PortalAccountStore::parseWrite(const HttpResponse& response) const {
    if (response.status < 200 || response.status >= 300)
        return tl::unexpected(classify(response));
    if (response.status == 204 || response.body.size() == 0)
        return std::nullopt;
    const auto document = readDocument(response);
    if (!document)
        return tl::unexpected(document.error());
    auto user = userOf(m_options.mapping, *member(*document, "data"), response);
    if (!user)
        return tl::unexpected(user.error());
    return std::optional(std::move(*user));
}

core::Error PortalAccountStore::classify(const HttpResponse& response) const {
    return classifyAnswer(response);
}

} // namespace devsync::protocol::portal
