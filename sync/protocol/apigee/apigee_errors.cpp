// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/apigee_errors.h"

#include "sync/protocol/answer.h"
#include "sync/protocol/json_document.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace devsync::protocol::apigee {

namespace {

using Json = nlohmann::ordered_json;

struct ServerError {
    std::string code; ///< Edge's code or X's violation type; empty if not told
    std::string message;
};

/// Edge's message may be a list of texts.
std::string textOrList(const Json* value) {
    std::string text;
    if (value == nullptr)
        return text;
    if (const auto* single = value->get_ptr<const std::string*>())
        return *single;
    if (value->is_array())
        for (const Json& item : *value)
            if (const auto* line = item.get_ptr<const std::string*>())
                text += (text.empty() ? "" : "; ") + *line;
    return text;
}

/// X: details[].violations[].type; details may be absent.
std::string violationType(const Json& error) {
    const Json* details = member(error, "details");
    if (details == nullptr || !details->is_array())
        return {};
    for (const Json& detail : *details) {
        const Json* violations = member(detail, "violations");
        if (violations != nullptr && violations->is_array() && !violations->empty())
            return std::string(textMember(violations->front(), "type"));
    }
    return {};
}

/// nullopt: not an error body of Apigee.
std::optional<ServerError> readError(std::string_view body) {
    const auto document = parseJson(body);
    if (!document)
        return std::nullopt;
    if (const Json* error = member(*document, "error"); error != nullptr && error->is_object())
        return ServerError{violationType(*error), textOrList(member(*error, "message"))};
    if (const Json* fault = member(*document, "fault"); fault != nullptr && fault->is_object()) {
        const Json* detail = member(*fault, "detail");
        return ServerError{detail == nullptr ? "" : std::string(textMember(*detail, "errorcode")),
                           textOrList(member(*fault, "faultstring"))};
    }
    if (member(*document, "code") != nullptr || member(*document, "message") != nullptr)
        return ServerError{std::string(textMember(*document, "code")),
                           textOrList(member(*document, "message"))};
    return std::nullopt;
}

bool mentionsOrganization(std::string_view code) {
    return code.find("rganization") != std::string_view::npos;
}

core::ErrorKind kindOf(int status, const ServerError& error) {
    switch (status) {
    case 400:
        return error.message.find("Cannot bind query parameter") != std::string::npos
                       || error.code == "rest.interceptor.name_mismatch"
                   ? core::ErrorKind::RequestRefused
                   : core::ErrorKind::ValueRefused;
    case 404:
        return mentionsOrganization(error.code) ? core::ErrorKind::OrganizationMissing
                                                : core::ErrorKind::NotFound;
    case 409: // also X's status ABORTED, which others retry (facts 4.1)
        return core::ErrorKind::AlreadyExists;
    default:
        return kindOfStatus(status);
    }
}

std::string detailOf(int status, const ServerError& error) {
    std::string detail = serverWords(error.message);
    if (detail.empty())
        detail = "Apigee answered with status " + std::to_string(status);
    if (!error.code.empty())
        detail += " (" + serverWords(error.code) + ")";
    return serverWords(detail);
}

} // namespace

core::Error classifyAnswer(const HttpResponse& response) {
    constexpr core::Side side = core::Side::Apigee;
    if (response.status < 300)
        return answerError(side, core::ErrorKind::AnswerUnexpected,
                           "Apigee answered with status " + std::to_string(response.status), response);
    if (const auto error = readError(response.body.view()))
        return answerError(side, kindOf(response.status, *error), detailOf(response.status, *error),
                           response);
    const core::ErrorKind kind =
        response.status == 404 ? core::ErrorKind::OrganizationMissing : kindOfStatus(response.status);
    std::string detail = "Status " + std::to_string(response.status) + " without an error body of Apigee";
    if (const std::string words = serverWords(response.body.view()); !words.empty())
        detail += ": " + words;
    return answerError(side, kind, serverWords(detail), response);
}

} // namespace devsync::protocol::apigee
