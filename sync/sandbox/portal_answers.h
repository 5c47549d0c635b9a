// SPDX-License-Identifier: Apache-2.0
// Documents of the portal's JSON:API: users, links, errors. Internal to the handlers.
#pragma once

#include "sync/sandbox/json_writer.h"
#include "sync/sandbox/portal_caller.h"
#include "sync/sandbox/reply.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

/// One member of `errors`.
struct PortalError {
    std::string detail;
    std::string pointer{}; ///< empty = no source
    std::string via{};     ///< links.via; empty = no links
    std::string info{};    ///< links.info; empty = none
};

/// The fields a client asked for; nothing = all.
using Sparse = std::optional<std::vector<std::string>>;
Sparse sparseFields(const Exchange& exchange);

/// "http://HOST", where HOST is what the client sent.
std::string baseUrl(const Exchange& exchange);
/// The request's address with its query sorted by name, as Symfony normalises it.
std::string selfUrl(const Exchange& exchange);

/// Opens the document: {"jsonapi":…
JsonWriter beginDocument();
void writeLink(JsonWriter& json, std::string_view name, std::string_view href);
void writeUser(JsonWriter& json, const Exchange& exchange, const Caller& caller, const User& user);
/// A document with one user.
Reply userReply(const Exchange& exchange, const Caller& caller, const User& user, int status = 200);

Reply portalErrors(int status, const std::vector<PortalError>& errors);
/// The common form: one error with links.via and links.info of that status.
Reply portalError(const Exchange& exchange, int status, std::string detail, std::string pointer = {});

inline constexpr std::string_view kJsonApiType = "application/vnd.api+json";

/// Whether the caller sees an attribute of that user (also decides filters).
bool seesAttribute(const Exchange& exchange, const Caller& caller, const User* user, std::string_view name);
/// Whether any attribute of that name exists.
bool isAttribute(const World& world, std::string_view name);

} // namespace devsync::sandbox
