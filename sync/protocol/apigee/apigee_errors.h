// SPDX-License-Identifier: Apache-2.0
// What an Apigee answer of status ≥ 300 means (facts: apigee-management-api.md 4): the status first, the code
// in the body second, for both shapes of error body. Called by the Apigee store and lister.
#pragma once

#include "sync/core/error.h"
#include "sync/protocol/http.h"

namespace devsync::protocol::apigee {

/// 404 is NotFound only with one of Apigee's own bodies; a proxy's page says nothing about an account.
core::Error classifyAnswer(const HttpResponse& response);

} // namespace devsync::protocol::apigee
