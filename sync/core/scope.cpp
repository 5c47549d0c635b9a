// SPDX-License-Identifier: Apache-2.0
#include "sync/core/scope.h"

#include <unicode/uregex.h>
#include <unicode/utext.h>

namespace devsync::core {

namespace {

// ICU counts in steps of its engine, roughly a millisecond each (uregex_setTimeLimit).
constexpr std::int32_t kTimeLimit = 50;
// Bounds the backtracking stack as well, or a long address could exhaust memory before the time is over.
constexpr std::int32_t kStackLimitBytes = 8 * 1024 * 1024;

struct RegexCloser {
    void operator()(URegularExpression* regex) const { uregex_close(regex); }
};
using Regex = std::unique_ptr<URegularExpression, RegexCloser>;

struct TextCloser {
    void operator()(UText* text) const { utext_close(text); }
};
using Text = std::unique_ptr<UText, TextCloser>;

/// The bytes must outlive the text.
Text openText(std::string_view utf8, UErrorCode& status) {
    return Text(utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status));
}

bool endsWithDomain(std::string_view address, std::string_view domain) {
    const std::size_t at = address.rfind('@');
    return at != std::string_view::npos && address.substr(at + 1) == domain;
}

enum class Match : std::uint8_t { No, Yes, GaveUp };

} // namespace

struct Scope::Compiled {
    Regex regex;

    /// A search keeps its position in the expression object, so each search gets a copy; the compiled
    /// pattern itself is shared by the copies.
    Match search(std::string_view address) const {
        UErrorCode status = U_ZERO_ERROR;
        const Regex copy(uregex_clone(regex.get(), &status));
        const Text text = openText(address, status);
        uregex_setTimeLimit(copy.get(), kTimeLimit, &status);
        uregex_setStackLimit(copy.get(), kStackLimitBytes, &status);
        uregex_setUText(copy.get(), text.get(), &status);
        const bool found = uregex_find64(copy.get(), 0, &status) != 0;
        if (U_FAILURE(status))
            return Match::GaveUp;
        return found ? Match::Yes : Match::No;
    }

    static std::shared_ptr<const Compiled> from(const std::string& pattern) {
        UErrorCode status = U_ZERO_ERROR;
        UParseError position{};
        const Text text = openText(pattern, status);
        Regex regex(uregex_openUText(text.get(), 0, &position, &status));
        return U_FAILURE(status) ? nullptr : std::make_shared<const Compiled>(Compiled{std::move(regex)});
    }
};

Result<Scope> Scope::from(std::vector<ScopeRule> rules) {
    Scope scope;
    scope.m_rules = std::move(rules);
    scope.m_compiled.resize(scope.m_rules.size());
    for (std::size_t i = 0; i < scope.m_rules.size(); ++i) {
        const ScopeRule& rule = scope.m_rules[i];
        if (rule.kind != ScopeRule::Kind::Regex)
            continue;
        scope.m_compiled[i] = Compiled::from(rule.pattern);
        if (!scope.m_compiled[i])
            return fail(ErrorKind::ProfileInvalid,
                        "scope rule " + std::to_string(i + 1)
                            + " is not a regular expression: " + rule.pattern,
                        "sync.scope");
    }
    return scope;
}

ScopeVerdict Scope::judge(std::string_view foldedEmail) const {
    bool included = true; // what no rule matches is in, unless the list says what is in
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const ScopeRule& rule = m_rules[i];
        const int number = static_cast<int>(i);
        switch (rule.kind) {
        case ScopeRule::Kind::Address:
            if (rule.pattern == foldedEmail)
                return {rule.include, number};
            break;
        case ScopeRule::Kind::Domain:
            if (endsWithDomain(foldedEmail, rule.pattern))
                return {rule.include, number};
            break;
        case ScopeRule::Kind::Regex:
            switch (m_compiled[i]->search(foldedEmail)) {
            case Match::Yes:
                return {rule.include, number};
            case Match::GaveUp:
                return {false, number};
            case Match::No:
                break;
            }
        }
        included = included && !rule.include;
    }
    return {included, -1};
}

} // namespace devsync::core
