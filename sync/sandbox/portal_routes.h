// SPDX-License-Identifier: Apache-2.0
// The route families of the portal. Internal to the handlers.
#pragma once

#include "sync/sandbox/portal_answers.h"

namespace devsync::sandbox {

// /jsonapi
Reply entryPoint(Exchange& exchange, const Caller& caller);
Reply listRoles(Exchange& exchange, const Caller& caller);

// /jsonapi/user/user
Reply listUsers(Exchange& exchange, const Caller& caller);
Reply getUser(Exchange& exchange, const Caller& caller);
Reply createUser(Exchange& exchange, const Caller& caller);
Reply updateUser(Exchange& exchange, const Caller& caller);
Reply deleteUser(Exchange& exchange, const Caller& caller);

// /user/login, /user/logout, /session/token
Reply logIn(Exchange& exchange, const Caller& caller);
Reply logOut(Exchange& exchange, const Caller& caller);
Reply sessionToken(Exchange& exchange, const Caller& caller);

} // namespace devsync::sandbox
