// SPDX-License-Identifier: Apache-2.0
// Ordered include/exclude rules over the folded address (sync-rules 6). First match wins; without a match an
// account is included, unless the list has an include rule. Out of scope is not absent.
#pragma once

#include "sync/core/error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

struct ScopeRule {
    enum class Kind : std::uint8_t { Address, Domain, Regex };
    Kind kind = Kind::Address;
    bool include = true;
    std::string pattern; ///< folded address; domain without "*@"; ICU regular expression, searched
    bool operator==(const ScopeRule&) const = default;
};

struct ScopeVerdict {
    bool included = true;
    int rule = -1; ///< number of the rule that matched, from 0; -1 = none
};

/// Copyable; compiled expressions are shared and immutable.
class Scope {
public:
    Scope() = default;
    /// ProfileInvalid, naming the rule by number, when an expression does not compile.
    static Result<Scope> from(std::vector<ScopeRule> rules);

    /// An expression over its time limit (50 ms) excludes the account and counts as that rule's match.
    ScopeVerdict judge(std::string_view foldedEmail) const;
    const std::vector<ScopeRule>& rules() const { return m_rules; }

private:
    struct Compiled;
    std::vector<ScopeRule> m_rules;
    std::vector<std::shared_ptr<const Compiled>> m_compiled; ///< by rule; null unless Regex
};

} // namespace devsync::core
