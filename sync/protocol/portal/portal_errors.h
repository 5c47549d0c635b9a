// SPDX-License-Identifier: Apache-2.0
// What a portal answer of status ≥ 300 means (facts: drupal-portal.md 2 to 6): JSON:API's errors, the plain
// {"message"} of other routes, and Drupal's pages. Called by the portal store, its sign-in and its lister.
#pragma once

#include "sync/core/error.h"
#include "sync/protocol/http.h"

namespace devsync::protocol::portal {

/// 404 is NotFound only as a JSON:API error; a page says that JSON:API is not there. A 422 says which value
/// was refused: a taken address is AlreadyExists, a name UserNameTaken or UserNameIllegal, any other
/// ValueRefused with the field's machine name in `where`.
core::Error classifyAnswer(const HttpResponse& response);

/// An error of this side about an answer of status 2xx.
core::Error portalError(core::ErrorKind kind, std::string detail, const HttpResponse& response);

} // namespace devsync::protocol::portal
