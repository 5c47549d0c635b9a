// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/apigee_account_store.h"

#include "sync/core/check.h"
#include "sync/protocol/answer.h"
#include "sync/protocol/apigee/apigee_errors.h"
#include "sync/protocol/apigee/apigee_lister.h"
#include "sync/protocol/apigee/apigee_requests.h"
#include "sync/protocol/apigee/developer_codec.h"
#include "sync/protocol/apigee/developer_reader.h"
#include "sync/protocol/json_document.h"

#include <nlohmann/json.hpp>

namespace devsync::protocol::apigee {

namespace {

/// X refuses the media type with a charset (facts: apigee-management-api.md 3.1).
constexpr const char* kJson = "application/json";

core::Error unexpected(std::string detail, const HttpResponse& response) {
    return answerError(core::Side::Apigee, core::ErrorKind::AnswerUnexpected, std::move(detail), response);
}

core::Error withAnswer(core::Error error, const HttpResponse& response) {
    return answerError(core::Side::Apigee, error.kind, std::move(error.detail), response);
}

HttpRequest jsonRequest(Method method, std::string target, std::string body) {
    HttpRequest request = getRequest(std::move(target));
    request.method = method;
    request.contentType = kJson;
    request.body = std::move(body);
    return request;
}

} // namespace

ApigeeAccountStore::ApigeeAccountStore(ApigeeOptions options) : m_options(std::move(options)) {}

core::Result<Session> ApigeeAccountStore::parseSignIn(const HttpResponse& response) const {
    return tl::unexpected(unexpected("No sign-in was asked for", response));
}

Session ApigeeAccountStore::staticSession() const {
    return {.headers = {{"Authorization", "Bearer ", SecretId::ApigeeToken}}};
}

HttpRequest ApigeeAccountStore::probe() const {
    return getRequest(organizationTarget(m_options.organization));
}

core::Result<SideFacts> ApigeeAccountStore::parseProbe(const HttpResponse& response) const {
    if (response.status != 200) {
        core::Error error = refusedRead(classify(response));
        if (error.kind == core::ErrorKind::NotFound)
            error.kind = core::ErrorKind::OrganizationMissing;
        return tl::unexpected(std::move(error));
    }
    const auto organization = parseJson(response.body.view());
    if (!organization)
        return tl::unexpected(withAnswer(organization.error(), response));
    if (textMember(*organization, "name") != m_options.organization)
        return tl::unexpected(
            unexpected("The answer is not the organisation " + m_options.organization, response));
    return SideFacts{.edition = std::string(textMember(*organization, "runtimeType"))};
}

std::unique_ptr<Lister> ApigeeAccountStore::list(const ListOptions&) const {
    return std::make_unique<ApigeeLister>(m_options);
}

HttpRequest ApigeeAccountStore::read(const AccountAddress& address) const {
    return getRequest(developerTarget(m_options.organization, address.email));
}

core::Result<core::Account> ApigeeAccountStore::parseDeveloper(const HttpResponse& response) const {
    // the reader skips what it does not know without judging it; the bytes may be sent back later
    const auto document = parseJson(response.body.view());
    if (!document)
        return tl::unexpected(withAnswer(document.error(), response));
    DeveloperReader reader(m_options.mapping);
    auto developer = reader.readOne(response.body);
    if (!developer)
        return tl::unexpected(withAnswer(developer.error(), response));
    return developer;
}

core::Result<Reading> ApigeeAccountStore::parseReading(const AccountAddress& address,
                                                       const HttpResponse& response) const {
    if (response.status != 200) {
        core::Error error = refusedRead(classify(response));
        if (error.kind == core::ErrorKind::NotFound)
            return Reading{};
        return tl::unexpected(std::move(error));
    }
    auto developer = parseDeveloper(response);
    if (!developer)
        return tl::unexpected(developer.error());
    if (!sameAddress(developer->email, address.email))
        return tl::unexpected(unexpected(
            "Asked for " + address.email + ", Apigee answered with \"" + developer->email + "\"", response));
    return Reading{.account = std::move(*developer), .base = std::string(response.body.view())};
}

HttpRequest ApigeeAccountStore::create(const NewAccount& account) const {
    return jsonRequest(Method::Post, developersTarget(m_options.organization),
                       createBody(m_options.mapping, account));
}

core::Result<HttpRequest> ApigeeAccountStore::update(const Reading& fresh, core::FieldMask mask,
                                                     const std::vector<core::Value>& values) const {
    DEVSYNC_CHECK(fresh.account.has_value());
    auto body = updateBody(m_options.mapping, fresh.base, mask, values);
    if (!body) {
        body.error().side = core::Side::Apigee;
        return tl::unexpected(body.error());
    }
    return jsonRequest(Method::Put, developerTarget(m_options.organization, fresh.account->email),
                       std::move(*body));
}

std::optional<HttpRequest> ApigeeAccountStore::setInactive(const AccountAddress& address) const {
    HttpRequest request =
        getRequest(developerTarget(m_options.organization, address.email) + "?action=inactive");
    request.method = Method::Post;
    request.contentType = "application/octet-stream";
    return request;
}

core::Result<std::optional<core::Account>>
ApigeeAccountStore::parseWrite(const HttpResponse& response) const {
    if (response.status < 200 || response.status >= 300)
        return tl::unexpected(classify(response));
    if (response.status == 204 || response.body.size() == 0)
        return std::nullopt;
    const auto document = parseJson(response.body.view());
    if (document && document->is_object() && document->empty())
        return std::nullopt;
    auto developer = parseDeveloper(response);
    if (!developer)
        return tl::unexpected(developer.error());
    return std::optional(std::move(*developer));
}

core::Error ApigeeAccountStore::classify(const HttpResponse& response) const {
    return classifyAnswer(response);
}

} // namespace devsync::protocol::apigee
