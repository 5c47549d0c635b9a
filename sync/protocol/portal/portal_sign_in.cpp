// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/portal_sign_in.h"

#include "sync/core/check.h"
#include "sync/protocol/answer.h"
#include "sync/protocol/json_document.h"
#include "sync/protocol/portal/portal_errors.h"
#include "sync/protocol/portal/portal_requests.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <memory>

namespace devsync::protocol::portal {

namespace {

using core::ErrorKind;
using Json = nlohmann::ordered_json;

struct Cookie {
    std::string_view name;
    std::string_view value;
};

bool isSetCookie(std::string_view name) {
    static constexpr std::string_view kName = "set-cookie";
    return std::ranges::equal(name, kName, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

/// Drupal's session cookie: SESS… over http, SSESS… over https. The last one counts.
std::optional<Cookie> sessionCookie(const HttpResponse& response) {
    std::optional<Cookie> found;
    for (const Header& header : response.headers) {
        const std::string_view text = std::string_view(header.value).substr(0, header.value.find(';'));
        const std::size_t equals = text.find('=');
        const bool isSession = text.starts_with("SESS") || text.starts_with("SSESS");
        if (isSetCookie(header.name) && isSession && equals != std::string_view::npos
            && equals + 1 < text.size())
            found = Cookie{text.substr(0, equals), text.substr(equals + 1)};
    }
    return found;
}

/// Drupal writes it as a text.
std::uint32_t uidOf(const Json* value) {
    std::string text;
    if (value != nullptr)
        text = value->is_string() ? *value->get_ptr<const std::string*>() : jsonText(*value);
    std::uint32_t uid = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), uid);
    return problem == std::errc() && end == text.data() + text.size() ? uid : 0;
}

std::shared_ptr<const core::Secret> secret(std::string_view text) {
    return std::make_shared<const core::Secret>(std::string(text));
}

} // namespace

HttpRequest signInRequest(const std::string& userName) {
    Json body = Json::object();
    body["name"] = userName;
    body["pass"] = "";
    HttpRequest request{.method = Method::Post,
                        .target = "/user/login?_format=json",
                        .headers = {{"Accept", "application/json"}},
                        .contentType = "application/json",
                        .body = jsonText(body)};
    DEVSYNC_CHECK(request.body.ends_with("\"pass\":\"\"}"));
    request.bodySlots = {{request.body.size() - 2, SecretId::PortalPassword}};
    return request;
}

core::Result<Session> readSignIn(const HttpResponse& response) {
    if (response.status != 200) {
        core::Error error = classifyAnswer(response);
        if (response.status == 400 || response.status == 403)
            error.kind = ErrorKind::SignInRefused;
        return tl::unexpected(std::move(error));
    }
    const auto document = parseJson(response.body.view());
    if (!document)
        return tl::unexpected(portalError(document.error().kind, document.error().detail, response));
    const auto cookie = sessionCookie(response);
    const std::string_view token = textMember(*document, "csrf_token");
    const std::uint32_t uid = uidOf(member(*document, "current_user", "uid"));
    if (!cookie || token.empty() || uid == 0)
        return tl::unexpected(portalError(ErrorKind::AnswerUnexpected,
                                          "The portal's sign-in brought no session cookie, token or user",
                                          response));
    return Session{.headers = {{"Cookie", std::string(cookie->name) + "=", secret(cookie->value)}},
                   .writeHeaders = {{"X-CSRF-Token", "", secret(token)}},
                   .signInUid = uid};
}

HttpRequest probeRequest() {
    return apiRequest(Method::Get, "/jsonapi");
}

core::Result<SideFacts> readProbe(const HttpResponse& response) {
    if (response.status != 200) {
        core::Error error = refusedRead(classifyAnswer(response));
        if (error.kind == ErrorKind::NotFound)
            error.kind = ErrorKind::OrganizationMissing;
        return tl::unexpected(std::move(error));
    }
    const auto document = parseJson(response.body.view());
    if (!document)
        return tl::unexpected(portalError(document.error().kind, document.error().detail, response));
    if (member(*document, "jsonapi") == nullptr)
        return tl::unexpected(
            portalError(ErrorKind::AnswerUnexpected, "The answer is not JSON:API's entry point", response));
    const Json* links = member(*document, "meta", "links");
    const Json* me = links == nullptr ? nullptr : member(*links, "me", "meta");
    if (me == nullptr || textMember(*me, "id").empty())
        return tl::unexpected(
            portalError(ErrorKind::SignInRefused, "The portal treats our requests as anonymous", response));
    return SideFacts{};
}

} // namespace devsync::protocol::portal
