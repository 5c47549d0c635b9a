// SPDX-License-Identifier: Apache-2.0
#include "sync/core/email_key.h"
#include "sync/service/profile_sections.h"

#include <algorithm>
#include <array>

namespace devsync::service {

namespace {

constexpr Range kPercent{0, 100};
constexpr Range kCount{0, 1'000'000'000};
constexpr Range kCardinality{-1, 1000};

/// Types the portal's module knows besides those built here (facts: drupal-portal.md).
constexpr std::array kLaterTypes{"boolean",      "integer",    "decimal",           "float",
                                 "list_integer", "list_float", "timestamp",         "datetime",
                                 "daterange",    "link",       "telephone",         "uri",
                                 "text",         "text_long",  "text_with_summary", "entity_reference"};

std::vector<Choice<core::FieldType>> fieldTypes() {
    std::vector<Choice<core::FieldType>> types{{"string", core::FieldType::String},
                                               {"string_long", core::FieldType::StringLong},
                                               {"email", core::FieldType::Email},
                                               {"list_string", core::FieldType::ListString}};
    for (const char* later : kLaterTypes)
        types.push_back({later, core::FieldType::String, false});
    return types;
}

bool isMachineName(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string fieldName(TableReader& reader, const char* key, const std::string& fallback) {
    std::string name = reader.text(key, fallback);
    if (!isMachineName(name))
        reader.refuse(key, "must be a field's machine name: small letters, digits, _");
    return name;
}

core::MappedAttribute readAttribute(TableReader reader) {
    core::MappedAttribute mapped;
    mapped.attribute = reader.neededText("attribute");
    mapped.field = fieldName(reader, "field", {});
    mapped.type = reader.choice<core::FieldType>("type", core::FieldType::String, fieldTypes());
    mapped.cardinality = reader.integer("cardinality", 1, kCardinality);
    if (mapped.cardinality == 0)
        reader.refuse("cardinality", "must be -1 (unlimited) or a whole number from 1 to 1000");
    mapped.format = reader.choice<core::StorageFormat>(
        "format", core::StorageFormat::Csv,
        {{"csv", core::StorageFormat::Csv}, {"json", core::StorageFormat::Json, false}});
    reader.finish();
    return mapped;
}

/// Two attributes into one field, or one attribute from two fields, would overwrite each other.
void checkUnique(TableReader& reader, const core::Mapping& mapping) {
    std::vector<std::string> attributes;
    std::vector<std::string> fields{mapping.firstNameField, mapping.lastNameField};
    for (const core::MappedAttribute& mapped : mapping.attributes) {
        attributes.push_back(mapped.attribute);
        fields.push_back(mapped.field);
    }
    for (auto* names : {&attributes, &fields}) {
        std::sort(names->begin(), names->end());
        const auto twice = std::adjacent_find(names->begin(), names->end());
        if (twice != names->end())
            reader.refuse("attributes", "must name each attribute and each field once; twice: " + *twice);
    }
}

core::AllowedWrites readAllowed(TableReader& reader, const char* side) {
    if (!reader.has(side)) {
        reader.take(side);
        return {};
    }
    core::AllowedWrites allowed{.create = false, .update = false};
    for (const std::string& kind : reader.texts(side)) {
        if (kind != "create" && kind != "update")
            reader.refuse(side, "must be a list of \"create\", \"update\"");
        (kind == "create" ? allowed.create : allowed.update) = true;
    }
    return allowed;
}

void readReadOnly(TableReader& reader, core::Policy& policy) {
    for (const std::string& side : reader.texts("read_only")) {
        if (side != "apigee" && side != "portal")
            reader.refuse("read_only", "must be a list of \"apigee\", \"portal\"");
        policy.readOnly[side == "apigee" ? core::Side::Apigee : core::Side::Portal] = true;
    }
}

core::ScopeRule readScopeRule(TableReader reader) {
    core::ScopeRule rule;
    std::string pattern;
    int given = 0;
    for (const char* key : {"include", "exclude", "include_regex", "exclude_regex"}) {
        if (reader.has(key))
            ++given;
        const std::string text = reader.text(key);
        if (text.empty())
            continue;
        pattern = text;
        rule.include = std::string_view(key).substr(0, 7) == "include";
        if (std::string_view(key).size() > 7)
            rule.kind = core::ScopeRule::Kind::Regex;
    }
    reader.finish();
    if (given != 1 || pattern.empty())
        reader.refuse("",
                      "must have exactly one of include, exclude, include_regex, exclude_regex, not empty");
    if (rule.kind == core::ScopeRule::Kind::Regex) {
        rule.pattern = pattern;
        return rule;
    }
    if (pattern.rfind("*@", 0) == 0) {
        rule.kind = core::ScopeRule::Kind::Domain;
        pattern.erase(0, 2);
    }
    if (pattern.empty() || pattern.find('*') != std::string::npos
        || !core::appendFolded(pattern, rule.pattern))
        reader.refuse("", "must be an address, \"*@domain\", or a regular expression under include_regex or "
                          "exclude_regex");
    return rule;
}

void readScope(TableReader& reader, ProfileFault& fault, core::Policy& policy) {
    std::vector<core::ScopeRule> rules;
    for (const TomlNode* node : reader.tables("scope"))
        rules.push_back(readScopeRule(
            TableReader(fault, node, reader.path("scope") + "[" + std::to_string(rules.size()) + "]")));
    if (fault.error)
        return;
    auto scope = core::Scope::from(std::move(rules));
    if (!scope)
        return reader.refuse("scope", "has a rule that is not valid: " + scope.error().detail);
    policy.scope = std::move(*scope);
}

void readDecisions(TableReader& reader, core::Policy& policy) {
    using namespace core;
    policy.direction = reader.choice<Direction>("direction", Direction::TwoWay,
                                                {{"two-way", Direction::TwoWay},
                                                 {"apigee-to-portal", Direction::ApigeeToPortal},
                                                 {"portal-to-apigee", Direction::PortalToApigee}});
    policy.clock = reader.choice<ClockMode>("clock", ClockMode::Corrected,
                                            {{"corrected", ClockMode::Corrected}, {"raw", ClockMode::Raw}});
    policy.conflicts = reader.choice<ConflictMode>(
        "conflicts", ConflictMode::Rule,
        {{"rule", ConflictMode::Rule}, {"hold", ConflictMode::Hold}, {"merge", ConflictMode::Merge, false}});
    policy.reappear =
        reader.choice<ReappearMode>("reappear", ReappearMode::Recreate,
                                    {{"recreate", ReappearMode::Recreate}, {"hold", ReappearMode::Hold}});
    policy.missingAttribute = reader.choice<MissingAttributeMode>(
        "missing_attribute", MissingAttributeMode::Keep,
        {{"keep", MissingAttributeMode::Keep}, {"mirror", MissingAttributeMode::Mirror}});
    policy.emptyField = reader.choice<EmptyFieldMode>(
        "empty_field", EmptyFieldMode::RemovedOnly,
        {{"removed-only", EmptyFieldMode::RemovedOnly}, {"mirror", EmptyFieldMode::Mirror}});
    policy.missingNames = reader.choice<MissingNamesMode>(
        "missing_names", MissingNamesMode::Placeholder,
        {{"placeholder", MissingNamesMode::Placeholder}, {"hold", MissingNamesMode::Hold}});
    policy.userNameClash = reader.choice<UserNameClashMode>(
        "user_name_clash", UserNameClashMode::Hold,
        {{"hold", UserNameClashMode::Hold}, {"propose-and-create", UserNameClashMode::ProposeAndCreate}});
    policy.upperCase = reader.choice<UpperCaseMode>(
        "upper_case", UpperCaseMode::Hold, {{"hold", UpperCaseMode::Hold}, {"lower", UpperCaseMode::Lower}});
}

} // namespace

core::Mapping readMapping(TableReader reader, ProfileFault& fault) {
    enum class Import { Portal };
    core::Mapping mapping;
    const bool byHand = reader.has("first_name") || reader.has("last_name") || reader.has("attributes");
    if (reader.has("import") || !byHand)
        reader.choiceOr<Import>("import", "portal", {{"portal", Import::Portal, false}});
    else
        reader.take("import");
    mapping.firstNameField = fieldName(reader, "first_name", mapping.firstNameField);
    mapping.lastNameField = fieldName(reader, "last_name", mapping.lastNameField);
    const auto nodes = reader.tables("attributes");
    if (nodes.size() > core::kMaxMappedAttributes)
        reader.refuse("attributes", "must be at most " + std::to_string(core::kMaxMappedAttributes));
    for (const TomlNode* node : nodes)
        mapping.attributes.push_back(readAttribute(TableReader(
            fault, node, reader.path("attributes") + "[" + std::to_string(mapping.attributes.size()) + "]")));
    checkUnique(reader, mapping);
    reader.finish();
    return mapping;
}

void readSync(TableReader reader, ProfileFault& fault, core::Policy& policy) {
    readDecisions(reader, policy);
    readReadOnly(reader, policy);
    TableReader allow(fault, reader.table("allow"), reader.path("allow"));
    policy.allow.apigee = readAllowed(allow, "apigee");
    policy.allow.portal = readAllowed(allow, "portal");
    allow.finish();
    readScope(reader, fault, policy);
    reader.finish();
}

core::Limits readLimits(TableReader reader) {
    core::Limits limits;
    limits.updatePercent = reader.number("update_percent", limits.updatePercent, kPercent);
    limits.updateMin = reader.number("update_min", limits.updateMin, kCount);
    limits.createPercent = reader.number("create_percent", limits.createPercent, kPercent);
    limits.createMin = reader.number("create_min", limits.createMin, kCount);
    limits.attributeRemovals = reader.number("attribute_removals", limits.attributeRemovals, kCount);
    limits.conflicts = reader.number("conflicts", limits.conflicts, kCount);
    reader.finish();
    return limits;
}

} // namespace devsync::service
