// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/module_push.h"

#include "sync/sandbox/csv.h"

#include <algorithm>

namespace devsync::sandbox {

namespace {

void copyInto(const World& world, const User& user, Developer& developer) {
    const PortalSchema& schema = world.schema();
    developer.firstName = user.value(schema.firstNameField);
    developer.lastName = user.value(schema.lastNameField);
    developer.userName = user.name;
    developer.status = user.isActive() ? "active" : "inactive";
    for (const MappedField& line : schema.mapping) {
        const auto it = user.fields.find(line.field);
        if (it == user.fields.end())
            developer.removeAttribute(line.attribute); // an empty field deletes its attribute
        else
            developer.setAttribute(line.attribute, csvEncoded(it->second));
    }
}

} // namespace

void checkDeveloperExists(const Exchange& exchange, const std::string& mail,
                          std::vector<PortalError>& violations) {
    if (!exchange.world.settings.modulePush)
        return;
    // The module compares the address exactly and refuses upper case where Apigee does.
    const Developer* developer = exchange.world.developer(mail);
    if (std::ranges::any_of(mail, [](char c) { return c >= 'A' && c <= 'Z'; }))
        violations.push_back({.detail = "mail: This email address accepts only lowercase characters.",
                              .pointer = "/data/attributes/mail"});
    else if (developer != nullptr && developer->email == mail)
        violations.push_back(
            {.detail = "mail: This email address already exists in our system. We have sent you "
                       "an verification email to "
                       + mail + '.',
             .pointer = "/data/attributes/mail"});
}

void pushUser(Exchange& exchange, const User& user, const std::optional<std::string>& oldMail) {
    World& world = exchange.world;
    if (!world.settings.modulePush || !user.mail)
        return;
    // Apigee stamps with its own clock, whichever side asked.
    const std::int64_t stamp =
        exchange.context.now.wall.count() + world.settings.clockOffsetSeconds.apigee * 1000;
    const Developer* found = world.developer(oldMail.value_or(*user.mail));
    Developer developer = found == nullptr ? Developer{} : *found;
    if (found == nullptr) {
        developer.developerId = makeUuid(world.random);
        developer.createdAt = stamp;
    } else {
        world.removeDeveloper(developer.email);
    }
    developer.email = *user.mail;
    developer.lastModifiedAt = stamp;
    copyInto(world, user, developer);
    world.putDeveloper(std::move(developer));
}

} // namespace devsync::sandbox
