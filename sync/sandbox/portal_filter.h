// SPDX-License-Identifier: Apache-2.0
// The query language of a JSON:API user listing: filter, sort, page. Parsed completely before anything is
// read. Internal to the handlers.
#pragma once

#include "sync/sandbox/portal_answers.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devsync::sandbox {

struct Condition {
    std::string path;
    std::string op = "=";
    std::vector<std::string> values;
};

/// A node of the filter tree: a group (AND/OR) of nodes, or one condition.
struct FilterNode {
    std::optional<Condition> condition; ///< nothing = group
    bool anyOf = false;                 ///< OR instead of AND
    std::vector<FilterNode> children{};
};

struct SortKey {
    std::string path;
    bool descending = false;
};

struct ListQuery {
    FilterNode filter; ///< the root group
    std::vector<SortKey> sort;
    std::size_t offset = 0;
    std::size_t limit = 50;
};

/// Why the query is refused.
struct QueryRefusal {
    int status = 400;
    std::string detail;
};

struct ParsedQuery {
    ListQuery query{};
    std::optional<QueryRefusal> refusal{};
};

ParsedQuery parseListQuery(const Exchange& exchange, const Caller& caller);

bool matches(const World& world, const FilterNode& node, const User& user);
bool sortsBefore(const World& world, const std::vector<SortKey>& keys, const User& a, const User& b);

/// uids outside [from, to] cannot match: what the conditions that all must hold say about the uid.
struct UidRange {
    std::uint32_t from = 0;
    std::uint32_t to = UINT32_MAX;
};
UidRange uidRange(const FilterNode& root);
/// The address every match must have; null if the filter does not say.
const std::string* requiredMail(const FilterNode& root);

} // namespace devsync::sandbox
