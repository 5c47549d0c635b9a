// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/apigee_answers.h"

namespace devsync::sandbox {

namespace {

constexpr std::string_view kJsonType = "application/json; charset=UTF-8";

void writeMember(JsonWriter& json, std::string_view name, std::string_view value) {
    if (!value.empty())
        json.member(name, value);
}

void writeAttributes(JsonWriter& json, std::string_view key, const std::vector<Attribute>& attributes) {
    if (attributes.empty())
        return;
    json.key(key).beginArray();
    for (const Attribute& attribute : attributes) {
        json.beginObject().member("name", attribute.name);
        json.member("value", attribute.value).endObject();
    }
    json.endArray();
}

void writeDetails(JsonWriter& json, const ApigeeError& error) {
    if (error.violation.empty() && error.fieldViolation.empty())
        return;
    json.key("details").beginArray().beginObject();
    if (!error.violation.empty()) {
        json.member("@type", "type.googleapis.com/google.rpc.PreconditionFailure");
        json.key("violations").beginArray().beginObject();
        json.member("type", error.violation).member("description", error.message);
    } else {
        json.member("@type", "type.googleapis.com/google.rpc.BadRequest");
        json.key("fieldViolations").beginArray().beginObject();
        json.member("description", error.fieldViolation);
    }
    json.endObject().endArray().endObject().endArray();
}

} // namespace

void writeDeveloper(JsonWriter& json, const World& world, const Developer& developer) {
    json.beginObject();
    writeMember(json, "email", developer.email);
    writeMember(json, "firstName", developer.firstName);
    writeMember(json, "lastName", developer.lastName);
    writeMember(json, "userName", developer.userName);
    writeAttributes(json, "attributes", developer.attributes);
    if (!developer.apps.empty()) {
        json.key("apps").beginArray();
        for (std::size_t i = 0; i < developer.apps.size() && i < 100; ++i)
            json.text(developer.apps[i]);
        json.endArray();
    }
    writeMember(json, "developerId", developer.developerId);
    json.member("organizationName", world.settings.organization);
    writeMember(json, "status", developer.status);
    if (developer.createdAt != 0)
        json.member("createdAt", std::to_string(developer.createdAt));
    if (developer.lastModifiedAt != 0)
        json.member("lastModifiedAt", std::to_string(developer.lastModifiedAt));
    json.endObject();
}

void writeAttributeList(JsonWriter& json, const std::vector<Attribute>& attributes) {
    json.beginObject();
    writeAttributes(json, "attribute", attributes);
    json.endObject();
}

Reply apigeeJson(JsonWriter& json, int status) {
    return {.status = status, .contentType = std::string(kJsonType), .body = json.take()};
}

Reply developerReply(const World& world, const Developer& developer, int status) {
    JsonWriter json;
    writeDeveloper(json, world, developer);
    return apigeeJson(json, status);
}

Reply apigeeError(const ApigeeError& error) {
    JsonWriter json;
    json.beginObject().key("error").beginObject();
    json.key("code").number(error.code).member("message", error.message).member("status", error.status);
    writeDetails(json, error);
    json.endObject().endObject();
    return apigeeJson(json, error.code);
}

Reply developerMissing(const World& world, std::string_view key) {
    const bool isAddress = key.find('@') != std::string_view::npos;
    return apigeeError({.code = 404,
                        .status = "NOT_FOUND",
                        .message = "DeveloperId " + std::string(key) + " does not exist in organization "
                                   + world.settings.organization,
                        .violation = isAddress ? "developer.service.DeveloperDoesNotExist"
                                               : "developer.service.DeveloperIdDoesNotExist"});
}

Reply googleNotFound(const Exchange& exchange) {
    return {.status = 404,
            .contentType = "text/html; charset=UTF-8",
            .body = "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n"
                    "  <p><b>404.</b> <ins>That’s an error.</ins>\n  <p>The requested URL <code>"
                    + exchange.target.path + "</code> was not found on this server.\n"};
}

} // namespace devsync::sandbox
