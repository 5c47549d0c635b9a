// SPDX-License-Identifier: Apache-2.0
// Targets below an Apigee end point, whose address ends in /v1. Called by the Apigee store and lister.
#pragma once

#include "sync/protocol/http.h"

#include <string>
#include <string_view>

namespace devsync::protocol::apigee {

std::string organizationTarget(std::string_view organization);
std::string developersTarget(std::string_view organization);
/// X accepts only the e-mail as address of a developer (facts: apigee-management-api.md 1.6).
std::string developerTarget(std::string_view organization, std::string_view email);

HttpRequest getRequest(std::string target);

} // namespace devsync::protocol::apigee
