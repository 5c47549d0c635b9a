// SPDX-License-Identifier: Apache-2.0
// Reads the JSON bodies Apigee X takes, as strictly as Google's front end does. Internal to the handlers.
#pragma once

#include "sync/sandbox/apigee_answers.h"

#include <tl/expected.hpp>

namespace devsync::sandbox {

/// What a client may send about a developer. Read-only members are accepted and ignored.
struct DeveloperBody {
    std::string email, firstName, lastName, userName;
    std::vector<Attribute> attributes;
};

template <class T>
using Parsed = tl::expected<T, Reply>; ///< the error is the answer

Parsed<DeveloperBody> parseDeveloper(const Exchange& exchange);
/// {"attribute":[{"name","value"},…]}
Parsed<std::vector<Attribute>> parseAttributeList(const Exchange& exchange);
/// {"name","value"}, the name optional.
Parsed<Attribute> parseAttribute(const Exchange& exchange);

} // namespace devsync::sandbox
