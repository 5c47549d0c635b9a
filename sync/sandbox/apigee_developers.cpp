// SPDX-License-Identifier: Apache-2.0
// One developer: read, create, replace, status, delete.
#include "sync/sandbox/apigee_developers.h"

#include "sync/sandbox/apigee_body.h"
#include "sync/sandbox/text.h"

#include <algorithm>

namespace devsync::sandbox {

namespace {

const std::string& keyOf(const Exchange& exchange) {
    return exchange.target.segments[3];
}

/// What a create or a replacement must satisfy; the reply otherwise.
std::optional<Reply> refusal(const DeveloperBody& body) {
    std::string missing;
    const auto require = [&](const std::string& value, std::string_view name) {
        if (value.empty())
            missing += (missing.empty() ? "" : ", ") + std::string(name);
    };
    require(body.email, "Email");
    require(body.userName, "User Name");
    require(body.firstName, "First Name");
    require(body.lastName, "Last Name");
    if (!missing.empty())
        return apigeeError({.message = "Following elements are required: " + missing,
                            .violation = "developer.service.RequiredElementsMissing"});
    if (std::ranges::any_of(body.email, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return apigeeError({.message = "email address has to be lowercase"});
    if (body.email.find('@') == std::string::npos)
        return apigeeError({.message = "Invalid email address " + body.email,
                            .violation = "developer.service.InvalidEmail"});
    if (body.attributes.size() > kMaxAttributes)
        return apigeeError(
            {.message = "The number of custom attributes must not exceed " + std::to_string(kMaxAttributes)});
    return std::nullopt;
}

void copyInto(Developer& developer, DeveloperBody&& body) {
    developer.firstName = std::move(body.firstName);
    developer.lastName = std::move(body.lastName);
    developer.userName = std::move(body.userName);
    developer.attributes = std::move(body.attributes);
}

} // namespace

Reply getDeveloper(Exchange& exchange) {
    const Developer* developer = exchange.world.developer(keyOf(exchange));
    return developer == nullptr ? developerMissing(exchange.world, keyOf(exchange))
                                : developerReply(exchange.world, *developer);
}

Reply createDeveloper(Exchange& exchange) {
    auto body = parseDeveloper(exchange);
    if (!body)
        return std::move(body.error());
    if (auto reply = refusal(*body))
        return std::move(*reply);
    World& world = exchange.world;
    if (world.developer(body->email) != nullptr)
        return apigeeError({.code = 409,
                            .status = "ABORTED",
                            .message = "Developer already exists",
                            .violation = "developer.service.DeveloperAlreadyExists"});
    Developer developer;
    developer.email = body->email;
    developer.developerId = makeUuid(world.random);
    developer.createdAt = developer.lastModifiedAt = exchange.wallMillis();
    copyInto(developer, std::move(*body));
    world.putDeveloper(developer);
    return developerReply(world, developer, 201);
}

Reply updateDeveloper(Exchange& exchange) {
    auto body = parseDeveloper(exchange);
    if (!body)
        return std::move(body.error());
    World& world = exchange.world;
    // Neither a rename nor an id in the path: X answers both with this.
    if (body->email != keyOf(exchange))
        return apigeeError(
            {.message = "Developer email " + body->email + " in the body does not match " + keyOf(exchange),
             .violation = "rest.interceptor.name_mismatch"});
    const Developer* found = world.developer(keyOf(exchange));
    if (found == nullptr)
        return developerMissing(world, keyOf(exchange));
    if (auto reply = refusal(*body))
        return std::move(*reply);
    Developer developer = *found;
    copyInto(developer, std::move(*body));
    developer.lastModifiedAt = exchange.wallMillis();
    world.putDeveloper(developer);
    return developerReply(world, developer);
}

Reply setDeveloperStatus(Exchange& exchange) {
    World& world = exchange.world;
    const std::string* action = exchange.target.find("action");
    if (action == nullptr || (*action != "active" && *action != "inactive"))
        return apigeeError({.message = "Invalid action. Valid actions are active and inactive"});
    const std::string& type = exchange.request.contentType;
    if (!type.empty() && type != "application/octet-stream" && type != "application/json")
        return apigeeError({.message = "Request contains an invalid argument."});
    const Developer* found = world.developer(keyOf(exchange));
    if (found == nullptr)
        return developerMissing(world, keyOf(exchange));
    Developer developer = *found;
    developer.status = *action;
    developer.lastModifiedAt = exchange.wallMillis();
    world.putDeveloper(std::move(developer));
    return {.status = 204};
}

Reply deleteDeveloper(Exchange& exchange) {
    const Developer* found = exchange.world.developer(keyOf(exchange));
    if (found == nullptr)
        return developerMissing(exchange.world, keyOf(exchange));
    Reply reply = developerReply(exchange.world, *found);
    exchange.world.removeDeveloper(keyOf(exchange));
    return reply;
}

} // namespace devsync::sandbox
