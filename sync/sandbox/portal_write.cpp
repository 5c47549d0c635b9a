// SPDX-License-Identifier: Apache-2.0
// Creating, changing and deleting users.
#include "sync/sandbox/module_push.h"
#include "sync/sandbox/portal_routes.h"
#include "sync/sandbox/portal_submission.h"

namespace devsync::sandbox {

namespace {

bool sameContent(User a, const User& b) {
    a.changed = b.changed;
    return a == b;
}

void save(Exchange& exchange, const User& user, const std::optional<std::string>& oldMail) {
    exchange.world.putUser(user);
    pushUser(exchange, user, oldMail);
}

} // namespace

Reply createUser(Exchange& exchange, const Caller& caller) {
    Submission submission;
    if (auto reply = Submission::parse(exchange, submission))
        return std::move(*reply);
    World& world = exchange.world;
    User user{.uid = world.nextUid(), .status = false, .created = exchange.wallSeconds()};
    user.changed = user.created;
    if (auto reply = applySubmission(exchange, caller, submission, nullptr, user))
        return std::move(*reply);
    // Drupal validates first: a repeat of the very same creation meets its own name and address there.
    if (!submission.id().empty() && world.userByUuid(submission.id()) != nullptr)
        return portalError(exchange, 409, "Conflict: Entity already exists.");
    user.uuid = submission.id().empty() ? makeUuid(world.random) : submission.id();
    save(exchange, user, user.mail);
    Reply reply = userReply(exchange, caller, user, 201);
    reply.headers.push_back({"Location", baseUrl(exchange) + "/jsonapi/user/user/" + user.uuid});
    return reply;
}

Reply updateUser(Exchange& exchange, const Caller& caller) {
    Submission submission;
    if (auto reply = Submission::parse(exchange, submission))
        return std::move(*reply);
    const User before = *exchange.world.userByUuid(exchange.target.segments.back());
    if (submission.id() != before.uuid)
        return portalError(exchange, 400,
                           "The selected entity (" + before.uuid + ") does not match the ID in the payload ("
                               + submission.id() + ").");
    User user = before;
    if (auto reply = applySubmission(exchange, caller, submission, &before, user))
        return std::move(*reply);
    if (!sameContent(user, before))
        user.changed = exchange.wallSeconds();
    save(exchange, user, before.mail);
    return userReply(exchange, caller, *exchange.world.user(user.uid));
}

Reply deleteUser(Exchange& exchange, const Caller& caller) {
    // user.settings:cancel_method is user_cancel_block: the account stays, blocked.
    User user = *exchange.world.userByUuid(exchange.target.segments.back());
    if (user.isActive()) {
        user.status = false;
        user.changed = exchange.wallSeconds();
        save(exchange, user, user.mail);
    }
    Reply reply{.status = 204};
    // The message "has been disabled" is kept in a session, opened even for Basic sign-in.
    if (caller.sessionId.empty())
        reply.headers = {sessionCookie(exchange, openSession(exchange.world, kAnonymousUid))};
    return reply;
}

} // namespace devsync::sandbox
