// SPDX-License-Identifier: Apache-2.0
// Parsing of filter[…], sort and page[…] with Drupal's own messages.
#include "sync/sandbox/portal_filter.h"

#include "sync/sandbox/text.h"

#include <algorithm>
#include <array>
#include <map>

namespace devsync::sandbox {

namespace {

constexpr std::size_t kMaxPage = 50;
constexpr std::array kOperators{
    std::string_view("="),           std::string_view("<>"),       std::string_view(">"),
    std::string_view(">="),          std::string_view("<"),        std::string_view("<="),
    std::string_view("STARTS_WITH"), std::string_view("CONTAINS"), std::string_view("ENDS_WITH"),
    std::string_view("IN"),          std::string_view("NOT IN"),   std::string_view("BETWEEN"),
    std::string_view("NOT BETWEEN"), std::string_view("IS NULL"),  std::string_view("IS NOT NULL")};

/// All items of one filter[NAME]….
struct RawFilter {
    std::string name;
    bool isGroup = false;
    std::optional<std::string> path{}, op{}, memberOf{}, conjunction{};
    std::vector<std::string> values{};
    bool hasValue = false;
};

/// "filter[a][b][]" → {"a", "b", ""}
std::vector<std::string> bracketParts(std::string_view name) {
    std::vector<std::string> parts;
    std::size_t open = name.find('[');
    while (open != std::string_view::npos) {
        const std::size_t close = name.find(']', open);
        if (close == std::string_view::npos)
            break;
        parts.emplace_back(name.substr(open + 1, close - open - 1));
        open = name.find('[', close);
    }
    return parts;
}

void addPart(RawFilter& filter, const std::string& part, const std::string& value) {
    if (part == "path") {
        filter.path = value;
    } else if (part == "operator") {
        filter.op = value;
    } else if (part == "memberOf") {
        filter.memberOf = value;
    } else if (part == "conjunction") {
        filter.conjunction = value;
    } else if (part == "value") {
        filter.values.push_back(value);
        filter.hasValue = true;
    }
}

std::vector<RawFilter> rawFilters(const Target& target) {
    std::vector<RawFilter> filters;
    for (const QueryItem& item : target.query) {
        if (!item.name.starts_with("filter["))
            continue;
        const auto parts = bracketParts(item.name);
        if (parts.empty())
            continue;
        auto it = std::ranges::find(filters, parts[0], &RawFilter::name);
        if (it == filters.end())
            it = filters.insert(filters.end(), RawFilter{.name = parts[0]});
        if (parts.size() == 1) {
            addPart(*it, "value", item.value);
            continue;
        }
        const bool nested = parts[1] == "condition" || parts[1] == "group";
        it->isGroup |= parts[1] == "group";
        const std::size_t at = nested ? 2 : 1;
        if (at < parts.size())
            addPart(*it, parts[at], item.value);
    }
    return filters;
}

std::optional<QueryRefusal> missingField(const World& world, const std::string& path) {
    if (path == "id" || isAttribute(world, path))
        return std::nullopt;
    return QueryRefusal{400, "Invalid nested filtering. The field `" + path.substr(0, path.find('.'))
                                 + "`, given in the path `" + path + "`, does not exist."};
}

std::optional<QueryRefusal> checkCondition(const Exchange& exchange, const Caller& caller,
                                           const RawFilter& filter) {
    const std::string op = filter.op.value_or("=");
    const bool nullTest = op == "IS NULL" || op == "IS NOT NULL";
    if (!filter.hasValue && !filter.op)
        return QueryRefusal{400, "Filter parameter is missing a 'value' key."};
    if (std::ranges::find(kOperators, op) == kOperators.end())
        return QueryRefusal{400, "The '" + op + "' operator is not allowed in a filter parameter."};
    if (nullTest && filter.hasValue)
        return QueryRefusal{400, "Filters using the '" + op + "' operator should not provide a value."};
    const std::string path = filter.path.value_or(filter.name);
    if (auto refusal = missingField(exchange.world, path))
        return refusal;
    // Anonymous callers may filter by what they do not see: the entity access then leaves nothing.
    if (caller.viewsProfiles && path != "id" && !seesAttribute(exchange, caller, nullptr, path))
        return QueryRefusal{403, "The current user is not authorized to filter by the `" + path
                                     + "` field, given in the path `" + path + "`."};
    return std::nullopt;
}

FilterNode assemble(const std::vector<RawFilter>& filters, const std::string& group, int depth) {
    FilterNode node;
    for (const RawFilter& filter : filters) {
        if (filter.memberOf.value_or("") != group || depth > 16)
            continue;
        if (filter.isGroup) {
            FilterNode child = assemble(filters, filter.name, depth + 1);
            child.anyOf = filter.conjunction.value_or("AND") == "OR";
            node.children.push_back(std::move(child));
        } else {
            node.children.push_back({.condition = Condition{filter.path.value_or(filter.name),
                                                            filter.op.value_or("="), filter.values}});
        }
    }
    return node;
}

std::optional<QueryRefusal> parseSort(const Exchange& exchange, std::string_view text, ListQuery& query) {
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        std::string_view one = text.substr(0, comma);
        const bool descending = one.starts_with('-');
        one.remove_prefix(descending ? 1 : 0);
        query.sort.push_back({std::string(one), descending});
        if (auto refusal = missingField(exchange.world, query.sort.back().path))
            return refusal;
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return std::nullopt;
}

std::optional<QueryRefusal> parsePage(const Target& target, ListQuery& query) {
    if (const std::string* limit = target.find("page[limit]")) {
        const auto number = wholeNumber(*limit);
        if (number && *number <= 0)
            return QueryRefusal{400, "The page size needs to be a positive integer."};
        if (number && *number < static_cast<std::int64_t>(kMaxPage))
            query.limit = static_cast<std::size_t>(*number);
    }
    if (const std::string* offset = target.find("page[offset]")) {
        const auto number = wholeNumber(*offset);
        if (number && *number > 0)
            query.offset = static_cast<std::size_t>(*number);
    }
    return std::nullopt;
}

} // namespace

ParsedQuery parseListQuery(const Exchange& exchange, const Caller& caller) {
    ParsedQuery parsed;
    const auto filters = rawFilters(exchange.target);
    for (const RawFilter& filter : filters) {
        if (!filter.isGroup && !parsed.refusal)
            parsed.refusal = checkCondition(exchange, caller, filter);
    }
    parsed.query.filter = assemble(filters, "", 0);
    if (const std::string* sort = exchange.target.find("sort"); sort != nullptr && !parsed.refusal)
        parsed.refusal = parseSort(exchange, *sort, parsed.query);
    if (!parsed.refusal)
        parsed.refusal = parsePage(exchange.target, parsed.query);
    return parsed;
}

} // namespace devsync::sandbox
