// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/edit.h"

#include "sync/sandbox/text.h"

#include <algorithm>

namespace devsync::sandbox {

namespace {

using core::ErrorKind;
using core::Side;

std::int64_t sideMillis(const World& world, Side side, core::Millis wall) {
    return wall.count() + world.settings.clockOffsetSeconds[side] * 1000;
}

template <class T>
void assign(T& target, const std::optional<T>& value) {
    if (value)
        target = *value;
}

tl::unexpected<core::Error> unknownAccount(const AccountEdit& edit) {
    return core::fail(ErrorKind::NotFound, "no account has this address", edit.email);
}

core::Result<void> editDeveloper(World& world, const AccountEdit& edit, core::Millis wall) {
    const Developer* found = world.developer(edit.email);
    if (found == nullptr)
        return unknownAccount(edit);
    Developer developer = *found;
    world.removeDeveloper(edit.email);
    if (edit.remove)
        return {};
    assign(developer.email, edit.newEmail);
    assign(developer.userName, edit.userName);
    assign(developer.firstName, edit.firstName);
    assign(developer.lastName, edit.lastName);
    if (edit.active)
        developer.status = *edit.active ? "active" : "inactive";
    for (const auto& [name, value] : edit.attributes) {
        if (value)
            developer.setAttribute(name, *value);
        else
            developer.removeAttribute(name);
    }
    developer.lastModifiedAt =
        edit.stamp.value_or(sideMillis(world, Side::Apigee, wall) - edit.ageSeconds * 1000);
    world.putDeveloper(std::move(developer));
    return {};
}

const User* editedUser(const World& world, const std::string& email) {
    const User* any = nullptr;
    for (const std::uint32_t uid : world.usersByMail(email)) {
        const User* user = world.user(uid);
        if (user->mail == email)
            return user;
        any = any == nullptr ? user : any;
    }
    return any;
}

void setField(User& user, const std::string& name, const std::vector<std::string>& values) {
    if (values.empty() || (values.size() == 1 && values.front().empty()))
        user.fields.erase(name);
    else
        user.fields[name] = values;
}

core::Result<void> editUser(World& world, const AccountEdit& edit, core::Millis wall) {
    const User* found = editedUser(world, edit.email);
    if (found == nullptr)
        return unknownAccount(edit);
    User user = *found;
    if (edit.remove) {
        world.removeUser(user.uid);
        return {};
    }
    if (edit.userName) {
        const User* owner = world.userByName(*edit.userName);
        if (owner != nullptr && owner->uid != user.uid)
            return core::fail(ErrorKind::Usage, "another user has the name " + *edit.userName, edit.email);
        user.name = *edit.userName;
    }
    if (edit.newEmail)
        user.mail = edit.newEmail;
    if (edit.active)
        user.status = edit.active;
    if (edit.firstName)
        setField(user, world.schema().firstNameField, {*edit.firstName});
    if (edit.lastName)
        setField(user, world.schema().lastNameField, {*edit.lastName});
    for (const auto& [name, values] : edit.fields) {
        if (world.schema().field(name) == nullptr)
            return core::fail(ErrorKind::Usage, "the portal has no field " + name, edit.email);
        setField(user, name, values);
    }
    user.changed = edit.stamp.value_or(sideMillis(world, Side::Portal, wall) / 1000 - edit.ageSeconds);
    world.putUser(std::move(user));
    return {};
}

} // namespace

core::Result<void> applyEdit(World& world, const AccountEdit& edit, core::Millis wall) {
    return edit.side == Side::Apigee ? editDeveloper(world, edit, wall) : editUser(world, edit, wall);
}

core::Result<void> playStage(World& world, const Stage& stage, core::Millis wall) {
    for (const AccountEdit& edit : stage.edits) {
        if (auto done = applyEdit(world, edit, wall); !done)
            return done;
    }
    for (Developer developer : stage.newDevelopers) {
        developer.createdAt = developer.lastModifiedAt = sideMillis(world, Side::Apigee, wall);
        world.putDeveloper(std::move(developer));
    }
    for (User user : stage.newUsers) {
        user.uid = world.nextUid();
        user.uuid = makeUuid(world.random);
        user.created = user.changed = sideMillis(world, Side::Portal, wall) / 1000;
        world.putUser(std::move(user));
    }
    return {};
}

} // namespace devsync::sandbox
