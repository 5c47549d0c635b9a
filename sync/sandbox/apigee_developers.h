// SPDX-License-Identifier: Apache-2.0
// The route family organizations/{org}/developers… of Apigee X. The route table has checked token,
// organisation and parameter names before. Internal to the handlers.
#pragma once

#include "sync/sandbox/apigee_answers.h"

namespace devsync::sandbox {

Reply listDevelopers(Exchange& exchange);
Reply getDeveloper(Exchange& exchange);
Reply createDeveloper(Exchange& exchange);
Reply updateDeveloper(Exchange& exchange);
Reply setDeveloperStatus(Exchange& exchange);
Reply deleteDeveloper(Exchange& exchange);

Reply getAttributes(Exchange& exchange);
Reply replaceAttributes(Exchange& exchange);
Reply getAttribute(Exchange& exchange);
Reply setAttribute(Exchange& exchange);
Reply deleteAttribute(Exchange& exchange);

inline constexpr std::size_t kMaxAttributes = 18;

} // namespace devsync::sandbox
