// SPDX-License-Identifier: Apache-2.0
// Evaluation: how SQLite compares what the portal stores.
#include "sync/sandbox/portal_filter.h"

#include "sync/sandbox/text.h"

#include <algorithm>
#include <compare>

namespace devsync::sandbox {

namespace {

/// A stored value as the database holds it; nothing = NULL.
struct Stored {
    std::optional<std::string> text{};
    std::optional<std::int64_t> number{};
    bool noCase = false;

    bool isNull() const { return !text && !number; }
};

Stored storedNumber(std::int64_t value) {
    return {.number = value};
}

std::vector<Stored> fieldValues(const World& world, const User& user, std::string_view path) {
    std::vector<Stored> out;
    const FieldDef* field = world.schema().field(path);
    const bool numeric = field != nullptr
                         && (field->type == FieldType::Boolean || field->type == FieldType::Integer
                             || field->type == FieldType::Timestamp);
    if (const auto it = user.fields.find(path); it != user.fields.end()) {
        for (const std::string& value : it->second)
            out.push_back(numeric ? storedNumber(wholeNumber(value).value_or(0))
                                  : Stored{.text = value, .noCase = true});
    }
    if (out.empty())
        out.emplace_back();
    return out;
}

std::vector<Stored> valuesOf(const World& world, const User& user, std::string_view path) {
    if (path == "drupal_internal__uid")
        return {storedNumber(user.uid)};
    if (path == "name")
        return {{.text = user.name, .noCase = true}};
    if (path == "mail")
        return {{.text = user.mail}};
    if (path == "status")
        return {user.status ? storedNumber(*user.status ? 1 : 0) : Stored{}};
    if (path == "created")
        return {storedNumber(user.created)};
    if (path == "changed")
        return {storedNumber(user.changed)};
    if (path == "access")
        return {storedNumber(user.access)};
    if (path == "login")
        return {storedNumber(user.login)};
    if (path == "init")
        return {{.text = user.init}};
    if (path == "id")
        return {{.text = user.uuid}};
    if (path == "timezone")
        return {{.text = "UTC"}};
    if (path == "langcode" || path == "preferred_langcode")
        return {{.text = "en"}};
    if (path == "default_langcode")
        return {storedNumber(1)};
    return fieldValues(world, user, path);
}

/// Against a number, text that is no number is greater, whatever it says (SQLite's order of types).
std::strong_ordering compare(const Stored& stored, const std::string& value) {
    if (stored.number) {
        const auto number = wholeNumber(value);
        return number ? *stored.number <=> *number : std::strong_ordering::less;
    }
    return stored.noCase ? folded(*stored.text) <=> folded(value) : *stored.text <=> value;
}

std::string asText(const Stored& stored) {
    return stored.number ? std::to_string(*stored.number) : *stored.text;
}

bool anyEqual(const Stored& stored, const std::vector<std::string>& values) {
    return std::ranges::any_of(values, [&](const std::string& v) { return compare(stored, v) == 0; });
}

/// LIKE ignores case.
bool like(const Stored& stored, const std::string& op, const std::string& value) {
    const std::string text = folded(asText(stored));
    const std::string part = folded(value);
    if (op == "STARTS_WITH")
        return text.starts_with(part);
    return op == "ENDS_WITH" ? text.ends_with(part) : text.find(part) != std::string::npos;
}

bool between(const Stored& stored, const std::vector<std::string>& values) {
    return values.size() == 2 && compare(stored, values[0]) >= 0 && compare(stored, values[1]) <= 0;
}

bool holds(const Stored& stored, const Condition& condition) {
    const std::string& op = condition.op;
    if (op == "IS NULL" || op == "IS NOT NULL")
        return stored.isNull() == (op == "IS NULL");
    if (stored.isNull() || condition.values.empty())
        return false;
    const std::string& value = condition.values.front();
    if (op == "IN" || op == "NOT IN")
        return anyEqual(stored, condition.values) == (op == "IN");
    if (op == "BETWEEN" || op == "NOT BETWEEN")
        return between(stored, condition.values) == (op == "BETWEEN");
    if (op == "STARTS_WITH" || op == "CONTAINS" || op == "ENDS_WITH")
        return like(stored, op, value);
    const auto order = compare(stored, value);
    if (op == "=")
        return order == 0;
    if (op == "<>")
        return order != 0;
    if (op == ">")
        return order > 0;
    if (op == ">=")
        return order >= 0;
    return op == "<" ? order < 0 : order <= 0;
}

std::strong_ordering order(const Stored& a, const Stored& b) {
    if (a.isNull() || b.isNull())
        return b.isNull() <=> a.isNull(); // NULL first
    if (a.number && b.number)
        return *a.number <=> *b.number;
    return a.noCase ? folded(asText(a)) <=> folded(asText(b)) : asText(a) <=> asText(b);
}

} // namespace

bool matches(const World& world, const FilterNode& node, const User& user) {
    if (node.condition) {
        const auto values = valuesOf(world, user, node.condition->path);
        return std::ranges::any_of(values, [&](const Stored& v) { return holds(v, *node.condition); });
    }
    const auto child = [&](const FilterNode& c) { return matches(world, c, user); };
    if (node.anyOf)
        return std::ranges::any_of(node.children, child);
    return std::ranges::all_of(node.children, child);
}

bool sortsBefore(const World& world, const std::vector<SortKey>& keys, const User& a, const User& b) {
    for (const SortKey& key : keys) {
        const auto result = order(valuesOf(world, a, key.path).front(), valuesOf(world, b, key.path).front());
        if (result != 0)
            return (result < 0) != key.descending;
    }
    return a.uid < b.uid;
}

UidRange uidRange(const FilterNode& root) {
    UidRange range;
    for (const FilterNode& child : root.children) {
        if (root.anyOf || !child.condition || child.condition->path != "drupal_internal__uid"
            || child.condition->values.size() != 1)
            continue;
        const auto value = wholeNumber(child.condition->values.front());
        if (!value || *value < 0 || *value >= UINT32_MAX)
            continue;
        const auto uid = static_cast<std::uint32_t>(*value);
        const std::string& op = child.condition->op;
        if (op == ">" || op == ">=" || op == "=")
            range.from = std::max(range.from, op == ">" ? uid + 1 : uid);
        if (op == "<" || op == "<=" || op == "=")
            range.to = std::min(range.to, uid); // one too many for "<", which the condition drops
    }
    return range;
}

const std::string* requiredMail(const FilterNode& root) {
    for (const FilterNode& child : root.children) {
        if (!root.anyOf && child.condition && child.condition->path == "mail" && child.condition->op == "="
            && child.condition->values.size() == 1)
            return &child.condition->values.front();
    }
    return nullptr;
}

} // namespace devsync::sandbox
