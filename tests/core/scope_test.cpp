// SPDX-License-Identifier: Apache-2.0
// Scope rules (sync-rules 6): first match wins; no match = included, unless the list has an include rule.
#include "sync/core/scope.h"

#include <QTest>

using namespace devsync::core;

namespace {

using Kind = ScopeRule::Kind;

struct Row {
    const char* name;
    std::vector<ScopeRule> rules;
    const char* email;
    bool included;
    int rule;
};

const Row kRows[] = {
    {"no rules", {}, "ana@acme.com", true, -1},
    {"exact address", {{Kind::Address, false, "ana@acme.com"}}, "ana@acme.com", false, 0},
    {"an address is not a part", {{Kind::Address, false, "ana@acme.com"}}, "dana@acme.com", true, -1},
    {"domain", {{Kind::Domain, false, "test.acme.com"}}, "a@test.acme.com", false, 0},
    {"a subdomain is another domain", {{Kind::Domain, false, "acme.com"}}, "a@test.acme.com", true, -1},
    {"the last @ divides", {{Kind::Domain, false, "acme.com"}}, "\"a@b\"@acme.com", false, 0},
    {"an expression is searched", {{Kind::Regex, false, "acme"}}, "x@acme.com", false, 0},
    {"anchors work", {{Kind::Regex, false, "^acme"}}, "x@acme.com", true, -1},
    {"no match with an include rule", {{Kind::Regex, true, "@acme\\.com$"}}, "x@other.com", false, -1},
    {"match of an include rule", {{Kind::Regex, true, "@acme\\.com$"}}, "x@acme.com", true, 0},
    {"first match wins: excluded",
     {{Kind::Domain, false, "acme.com"}, {Kind::Address, true, "x@acme.com"}},
     "x@acme.com",
     false,
     0},
    {"first match wins: included",
     {{Kind::Address, true, "x@acme.com"}, {Kind::Domain, false, "acme.com"}},
     "x@acme.com",
     true,
     0},
    {"an include rule excludes the rest even behind an exclude rule",
     {{Kind::Domain, false, "test.com"}, {Kind::Domain, true, "acme.com"}},
     "x@other.com",
     false,
     -1},
    {"letters of any script", {{Kind::Regex, false, "^\\p{Greek}+@"}}, "\u03b1\u03b2@acme.com", false, 0},
};

} // namespace

class ScopeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judged_data() {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const Row& row : kRows)
            QTest::newRow(row.name) << number++;
    }
    void judged() {
        QFETCH(int, number);
        const Row& row = kRows[number];
        const auto scope = Scope::from(row.rules);
        QVERIFY(scope.has_value());
        const ScopeVerdict verdict = scope->judge(row.email);
        QCOMPARE(verdict.included, row.included);
        QCOMPARE(verdict.rule, row.rule);
    }

    void aBrokenExpressionIsNamed() {
        const auto scope = Scope::from({{Kind::Domain, false, "a.com"}, {Kind::Regex, false, "(ana"}});
        QVERIFY(!scope);
        QCOMPARE(scope.error().kind, ErrorKind::ProfileInvalid);
        QVERIFY(scope.error().detail.find("rule 2") != std::string::npos);
    }

    /// Catastrophic backtracking ends, and the account stays untouched even by an include rule.
    void anExpressionOverItsLimitExcludes() {
        const auto scope = Scope::from({{Kind::Regex, true, "^(([a-z])+)+$"}});
        QVERIFY(scope.has_value());
        const ScopeVerdict verdict = scope->judge(std::string(64, 'a') + "@acme.com");
        QVERIFY(!verdict.included);
        QCOMPARE(verdict.rule, 0);
    }

    void aCopyJudgesAlike() {
        const auto scope = Scope::from({{Kind::Regex, false, "x$"}});
        const Scope copy = *scope;
        QVERIFY(!copy.judge("ax").included);
        QVERIFY(copy.judge("ay").included);
        QCOMPARE(copy.rules().size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(ScopeTest)
#include "scope_test.moc"
