// SPDX-License-Identifier: Apache-2.0
// Signing in at the portal with a session cookie (facts: drupal-portal.md 2.3, 2.4), and the proof that
// requests are ours: a dead cookie or a wrong password is not refused, it makes us anonymous. Called by the
// portal store.
#pragma once

#include "sync/core/error.h"
#include "sync/protocol/account_store.h"
#include "sync/protocol/http.h"

#include <string>

namespace devsync::protocol::portal {

/// The password is a body slot.
HttpRequest signInRequest(const std::string& userName);
/// SignInRefused with Drupal's words on 400 and 403.
core::Result<Session> readSignIn(const HttpResponse& response);

HttpRequest probeRequest();
/// SignInRefused when the entry point does not know who we are.
core::Result<SideFacts> readProbe(const HttpResponse& response);

} // namespace devsync::protocol::portal
