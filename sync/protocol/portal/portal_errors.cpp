// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/portal/portal_errors.h"

#include "sync/protocol/answer.h"
#include "sync/protocol/json_document.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace devsync::protocol::portal {

namespace {

using core::ErrorKind;
using Json = nlohmann::ordered_json;

struct ApiError {
    std::string detail;
    std::string pointer; ///< of the refused value; empty if none
};

/// What the body says. `isApi`: the errors are JSON:API's own.
struct Body {
    std::vector<ApiError> errors;
    bool isApi = false;
};

constexpr std::string_view kAttributes = "/data/attributes/";

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

Body readBody(std::string_view text) {
    Body body;
    const auto document = parseJson(text);
    if (!document)
        return body;
    const Json* errors = member(*document, "errors");
    body.isApi = errors != nullptr && errors->is_array() && !errors->empty();
    if (body.isApi)
        for (const Json& error : *errors) {
            const Json* source = member(error, "source");
            body.errors.push_back({std::string(textMember(error, "detail")),
                                   source == nullptr ? "" : std::string(textMember(*source, "pointer"))});
        }
    else if (const std::string_view message = textMember(*document, "message"); !message.empty())
        body.errors.push_back({std::string(message), {}});
    return body;
}

/// "/data/attributes/field_ints/1/value" is about field_ints.
std::string fieldOf(std::string_view pointer) {
    if (!pointer.starts_with(kAttributes))
        return {};
    pointer.remove_prefix(kAttributes.size());
    return std::string(pointer.substr(0, pointer.find('/')));
}

bool isTaken(const ApiError& error) {
    return contains(error.detail, "already taken") || contains(error.detail, "already exists");
}

/// Drupal says "already taken" beside the real cause for an empty name, so another complaint goes first.
ErrorKind kindOfName(const std::vector<ApiError>& errors) {
    const bool onlyTaken = std::ranges::all_of(
        errors, [](const ApiError& e) { return fieldOf(e.pointer) != "name" || isTaken(e); });
    return onlyTaken ? ErrorKind::UserNameTaken : ErrorKind::UserNameIllegal;
}

ErrorKind kindOfRefusedValue(const std::vector<ApiError>& errors) {
    const auto about = [](std::string_view field) {
        return [field](const ApiError& e) { return fieldOf(e.pointer) == field; };
    };
    if (std::ranges::any_of(errors,
                            [](const ApiError& e) { return fieldOf(e.pointer) == "mail" && isTaken(e); }))
        return ErrorKind::AlreadyExists;
    if (std::ranges::any_of(errors, about("name")))
        return kindOfName(errors);
    // another save landed between Drupal's load and its check
    if (errors.front().pointer == "/data" && contains(errors.front().detail, "modified by another user"))
        return ErrorKind::Stale;
    return ErrorKind::ValueRefused;
}

bool jsonApiIsBroken(const Body& body) {
    return !body.errors.empty()
           && contains(body.errors.front().detail, "Only content and config entity types are supported");
}

ErrorKind kindOf403(const Body& body) {
    // the session ended: Drupal then treats the request as anonymous or its token as foreign
    return !body.errors.empty() && contains(body.errors.front().detail, "X-CSRF-Token")
               ? ErrorKind::SignInRefused
               : ErrorKind::PermissionDenied;
}

ErrorKind kindOf(const HttpResponse& response, const Body& body) {
    const std::string_view first = body.errors.empty() ? response.body.view().substr(0, 1000)
                                                       : std::string_view(body.errors.front().detail);
    switch (response.status) {
    case 403:
        return kindOf403(body);
    case 404:
        return body.isApi ? ErrorKind::NotFound : ErrorKind::OrganizationMissing;
    case 405:
        return contains(first, "only read operations") ? ErrorKind::SideReadOnly : ErrorKind::RequestRefused;
    case 409:
        return contains(first, "already exists") ? ErrorKind::AlreadyExists : ErrorKind::RequestRefused;
    case 422:
        return body.isApi ? kindOfRefusedValue(body.errors) : ErrorKind::ValueRefused;
    case 503:
        return contains(first, "maintenance") ? ErrorKind::Maintenance : ErrorKind::ServerFault;
    default:
        return jsonApiIsBroken(body) ? ErrorKind::OrganizationMissing : kindOfStatus(response.status);
    }
}

std::string detailOf(const HttpResponse& response, const Body& body) {
    if (jsonApiIsBroken(body))
        return "JSON:API of this portal fails on every request: the module apigee_edge needs Drupal core's "
               "patch 3042467 (https://www.drupal.org/i/3042467)";
    if (contains(response.header("Location"), "/core/install.php"))
        return "The portal wants to be installed: it does not find its database";
    std::string detail;
    for (const ApiError& error : body.errors)
        detail += (detail.empty() ? "" : "; ") + serverWords(error.detail);
    if (!detail.empty())
        return serverWords(detail);
    detail = "Status " + std::to_string(response.status) + " without an error of JSON:API";
    if (const std::string words = serverWords(response.body.view()); !words.empty())
        detail += ": " + words;
    return serverWords(detail);
}

} // namespace

core::Error classifyAnswer(const HttpResponse& response) {
    if (response.status < 300)
        return portalError(ErrorKind::AnswerUnexpected,
                           "The portal answered with status " + std::to_string(response.status), response);
    const Body body = readBody(response.body.view());
    core::Error error = portalError(kindOf(response, body), detailOf(response, body), response);
    if (response.status == 422 && !body.errors.empty())
        error.where = serverWords(fieldOf(body.errors.front().pointer));
    return error;
}

core::Error portalError(core::ErrorKind kind, std::string detail, const HttpResponse& response) {
    return answerError(core::Side::Portal, kind, std::move(detail), response);
}

} // namespace devsync::protocol::portal
