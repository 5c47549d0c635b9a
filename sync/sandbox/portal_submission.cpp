// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/portal_submission.h"

#include "sync/sandbox/module_push.h"
#include "sync/sandbox/text.h"
#include "sync/sandbox/times.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

using Json = nlohmann::json;

constexpr std::array kDates{std::string_view("created"), std::string_view("changed"),
                            std::string_view("access"), std::string_view("login")};
/// Only administrators write these.
constexpr std::array kGuarded{std::string_view("status"), std::string_view("created"),
                              std::string_view("access"), std::string_view("login"),
                              std::string_view("init"),   std::string_view("name")};

bool isDate(const World& world, std::string_view name) {
    const FieldDef* field = world.schema().field(name);
    return std::ranges::find(kDates, name) != kDates.end()
           || (field != nullptr && field->type == FieldType::Timestamp);
}

std::optional<std::int64_t> dateFrom(const Json& value) {
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    return value.is_string() ? timestampFrom(value.get_ref<const std::string&>()) : std::nullopt;
}

std::optional<std::string> badDate(const Json& value) {
    const Json list = value.is_array() ? value : Json::array({value});
    for (const Json& item : list) {
        if (!item.is_null() && !dateFrom(item))
            return item.is_string() ? item.get<std::string>() : item.dump();
    }
    return std::nullopt;
}

/// Attributes that do not exist and dates of another form end the request before anything else is looked at.
std::optional<Reply> refuseShape(const Exchange& exchange, const Submission& submission) {
    for (const std::string& name : submission.names()) {
        if (name != "pass" && !isAttribute(exchange.world, name))
            return portalErrors(
                422, {{.detail = "The attribute " + name + " does not exist on the user--user resource type.",
                       .via = selfUrl(exchange)}});
        if (!isDate(exchange.world, name))
            continue;
        if (const auto text = badDate(submission.value(name)))
            return portalErrors(
                422,
                {{.detail =
                      "The specified date \"" + *text
                      + "\" is not in an accepted format: \"U\" (UNIX timestamp), \"Y-m-d\\TH:i:sO\" (ISO "
                        "8601), \"Y-m-d\\TH:i:sP\" (RFC 3339).",
                  .via = selfUrl(exchange)}});
    }
    return std::nullopt;
}

/// Whether a PATCH only repeats what is stored; Drupal lets that pass for fields nobody may write.
bool repeatsStored(std::string_view name, const Json& value, const User* before) {
    if (before == nullptr)
        return false;
    if (name == "drupal_internal__uid")
        return value == before->uid;
    return name == "changed" && dateFrom(value) == before->changed;
}

std::optional<Reply> refuseAccess(const Exchange& exchange, const Caller& caller,
                                  const Submission& submission, const User* before) {
    for (const std::string& name : submission.names()) {
        const bool never = name == "changed" || name == "drupal_internal__uid";
        const bool guarded = !caller.administersUsers && std::ranges::find(kGuarded, name) != kGuarded.end();
        if ((!never && !guarded) || repeatsStored(name, submission.value(name), before))
            continue;
        const std::string verb(methodName(exchange.request.method));
        return portalError(exchange, 403,
                           "The current user is not allowed to " + verb + " the selected field (" + name
                               + ")."
                               + (name == "drupal_internal__uid" ? " The entity ID cannot be changed." : ""),
                           "/data/attributes/" + name);
    }
    if (submission.roleUuids() && !caller.administersUsers)
        return portalError(exchange, 403,
                           "The current user is not allowed to "
                               + std::string(methodName(exchange.request.method))
                               + " the selected field (roles).",
                           "/data/relationships/roles");
    return std::nullopt;
}

std::string textFrom(const Json& value) {
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : std::string();
}

void applyStatus(const Json& value, User& draft, std::vector<PortalError>& violations) {
    const std::string text = value.is_string() ? value.get<std::string>() : std::string();
    if (value.is_null())
        draft.status.reset();
    else if (value.is_boolean())
        draft.status = value.get<bool>();
    else if (value == 0 || text == "0")
        draft.status = false;
    else if (value == 1 || text == "1")
        draft.status = true;
    else
        violations.push_back({.detail = "status.0.value: This value should be of the correct primitive type.",
                              .pointer = "/data/attributes/status/value"});
}

void applyPassword(const Json& value, User& draft) {
    const Json& text = value.is_object() && value.contains("value") ? value["value"] : value;
    if (text.is_string())
        draft.password = text.get<std::string>();
}

/// One's own address and password need the present password.
void checkOwnPassword(const Caller& caller, const Submission& submission, const User& before,
                      const User& draft, std::vector<PortalError>& violations) {
    if (!caller.isSelf(before))
        return;
    std::string existing;
    if (submission.has("pass")) {
        const Json& pass = submission.value("pass");
        if (pass.is_object() && pass.contains("existing"))
            existing = textFrom(pass["existing"]);
    }
    if (existing == before.password)
        return;
    const auto refuse = [&](const std::string& field, const std::string& label) {
        violations.push_back({.detail = field
                                        + ": Your current password is missing or incorrect; it's required to "
                                          "change the "
                                        + label + '.',
                              .pointer = "/data/attributes/" + field});
    };
    if (draft.mail != before.mail)
        refuse("mail", "Email");
    if (draft.password != before.password)
        refuse("pass", "Password");
}

void applyDate(std::string_view name, const Json& value, User& draft) {
    const std::int64_t seconds = dateFrom(value).value_or(0);
    if (name == "created")
        draft.created = seconds;
    else if (name == "access")
        draft.access = seconds;
    else if (name == "login")
        draft.login = seconds;
}

void applyRoles(const World& world, const Submission& submission, User& draft) {
    if (!submission.roleUuids())
        return;
    draft.roles.clear();
    for (const std::string& uuid : *submission.roleUuids()) {
        if (const Role* role = world.schema().roleByUuid(uuid))
            draft.roles.push_back(role->id);
    }
}

/// data.relationships.roles.data, if it is a list.
const Json* rolesOf(const Json& data) {
    const Json* node = &data;
    for (const char* name : {"relationships", "roles", "data"}) {
        if (!node->is_object() || !node->contains(name))
            return nullptr;
        node = &(*node)[name];
    }
    return node->is_array() ? node : nullptr;
}

} // namespace

std::optional<Reply> applySubmission(const Exchange& exchange, const Caller& caller,
                                     const Submission& submission, const User* before, User& draft) {
    if (auto reply = refuseShape(exchange, submission))
        return reply;
    if (auto reply = refuseAccess(exchange, caller, submission, before))
        return reply;
    const World& world = exchange.world;
    std::vector<PortalError> violations;
    const bool isNew = before == nullptr;
    if (submission.has("name"))
        draft.name = textFrom(submission.value("name"));
    if (submission.has("name") || isNew)
        checkName(world, draft, submission.has("name"), violations);
    if (submission.has("mail")) {
        const std::string mail = textFrom(submission.value("mail"));
        draft.mail = mail.empty() ? std::nullopt : std::optional(mail);
        checkMail(world, draft, !isNew && before->mail.has_value(), violations);
        if (violations.empty() && draft.mail && (isNew || draft.mail != before->mail))
            checkDeveloperExists(exchange, *draft.mail, violations);
    }
    if (submission.has("pass"))
        applyPassword(submission.value("pass"), draft);
    if (!isNew)
        checkOwnPassword(caller, submission, *before, draft, violations);
    if (submission.has("status"))
        applyStatus(submission.value("status"), draft, violations);
    if (submission.has("init"))
        draft.init = textFrom(submission.value("init"));
    for (const std::string& name : submission.names()) {
        if (std::ranges::find(kDates, name) != kDates.end())
            applyDate(name, submission.value(name), draft);
    }
    for (const FieldDef& field : world.schema().fields) {
        if (submission.has(field.name) || (isNew && field.required))
            applyField(field, submission.has(field.name) ? submission.value(field.name) : Json(), draft,
                       violations);
    }
    applyRoles(world, submission, draft);
    if (violations.empty())
        return std::nullopt;
    return portalErrors(422, violations);
}

Submission::Submission() : m_attributes(std::make_unique<Json>(Json::object())) {}
Submission::~Submission() = default;

bool Submission::has(std::string_view attribute) const {
    return std::ranges::find(m_names, attribute) != m_names.end();
}

const nlohmann::json& Submission::value(std::string_view attribute) const {
    return *m_attributes->find(std::string(attribute));
}

std::optional<Reply> Submission::parse(const Exchange& exchange, Submission& out) {
    if (exchange.request.body.empty())
        return portalError(exchange, 400, "Empty request body.");
    const Json json = Json::parse(exchange.request.body, nullptr, /*allow_exceptions=*/false);
    if (json.is_discarded())
        return portalError(exchange, 400, "Syntax error");
    if (!json.is_object() || !json.contains("data") || !json["data"].is_object())
        return portalError(exchange, 400, "Document must contain a data member.");
    const Json& data = json["data"];
    if (data.contains("id") && data["id"].is_string())
        out.m_id = data["id"].get<std::string>();
    if (data.contains("attributes") && data["attributes"].is_object())
        *out.m_attributes = data["attributes"];
    for (const auto& [name, value] : out.m_attributes->items())
        out.m_names.push_back(name);
    if (const Json* roles = rolesOf(data)) {
        out.m_roles.emplace();
        for (const Json& role : *roles)
            out.m_roles->push_back(role.is_object() && role.contains("id") ? textFrom(role["id"])
                                                                           : std::string());
    }
    return std::nullopt;
}

} // namespace devsync::sandbox
