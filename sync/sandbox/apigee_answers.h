// SPDX-License-Identifier: Apache-2.0
// Bodies of the Apigee X management API: developers and Google's error form. Internal to the handlers.
#pragma once

#include "sync/sandbox/json_writer.h"
#include "sync/sandbox/reply.h"

#include <string>
#include <string_view>

namespace devsync::sandbox {

/// Members without content are left out, as proto3 JSON does; times are texts of ms.
void writeDeveloper(JsonWriter& json, const World& world, const Developer& developer);
/// {"attribute":[…]}
void writeAttributeList(JsonWriter& json, const std::vector<Attribute>& attributes);

Reply apigeeJson(JsonWriter& json, int status = 200);
Reply developerReply(const World& world, const Developer& developer, int status = 200);

struct ApigeeError {
    int code = 400;
    std::string status = "INVALID_ARGUMENT"; ///< google.rpc.Code
    std::string message;
    std::string violation{};      ///< code of the Edge form, e.g. developer.service.DeveloperDoesNotExist
    std::string fieldViolation{}; ///< description of a google.rpc.BadRequest
};

Reply apigeeError(const ApigeeError& error);
/// 404 of an unknown developer; the code differs when the key is no address.
Reply developerMissing(const World& world, std::string_view key);
/// 404 of Google's front end: no such path or method.
Reply googleNotFound(const Exchange& exchange);

} // namespace devsync::sandbox
