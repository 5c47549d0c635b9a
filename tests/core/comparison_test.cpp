// SPDX-License-Identifier: Apache-2.0
#include "sync/core/comparison.h"

#include "sync/core/email_key.h"
#include "sync/core/key_order.h"
#include "tests/core/account_generators.h"
#include "tests/core/listing_world.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <tuple>

using namespace devsync::core;
using namespace devsync::core::testing;

namespace {

using Accounts = std::vector<Account>;

/// A joined row by what it holds: no row number in it.
struct Joined {
    std::string email;
    BothSides<Accounts> accounts;
    bool differs = false;
    bool twins = false;
    bool operator==(const Joined&) const = default;
};

std::string folded(const std::string& email) {
    std::string out;
    return appendFolded(email, out) ? out : std::string();
}

bool byContent(const Account& a, const Account& b) {
    return std::tie(a.email, a.id, a.uid) < std::tie(b.email, b.id, b.uid);
}

Comparison compared(const Accounts& apigee, const Accounts& portal) {
    return compare(listingOf(Side::Apigee, apigee), listingOf(Side::Portal, portal));
}

Joined joined(const Comparison& comparison, Comparison::PairIndex index) {
    Joined row{.email = std::string(comparison.foldedEmail(index)), .differs = comparison.differs(index)};
    const TwinGroup* twins = comparison.twins(index);
    row.twins = twins != nullptr;
    AccountScratch scratch;
    for (const Side side : kSides) {
        std::vector<AccountTable::RowIndex> rows;
        if (twins)
            rows = twins->rows[side];
        else if (comparison.pair(index).has(side))
            rows = {comparison.pair(index).row(side)};
        for (const AccountTable::RowIndex number : rows)
            row.accounts[side].emplace_back(comparison.listing(side).table().at(number, scratch));
    }
    return row;
}

std::vector<Joined> joined(const Comparison& comparison) {
    std::vector<Joined> rows;
    for (std::uint32_t i = 0; i < comparison.size(); ++i)
        rows.push_back(joined(comparison, i));
    return rows;
}

bool sameFields(const Account& a, const Account& b) {
    for (std::size_t i = 0; i < a.fields.size(); ++i)
        if (!sameContent(a.fields[i], b.fields[i]))
            return false;
    return true;
}

/// The join, written plainly.
std::vector<Joined> plainJoin(const BothSides<Accounts>& sides) {
    std::map<std::string, Joined> byKey;
    std::vector<Joined> withoutEmail;
    for (const Side side : kSides) {
        Accounts accounts = sides[side];
        std::sort(accounts.begin(), accounts.end(), byContent);
        for (const Account& account : accounts) {
            Joined row{.email = folded(account.email)};
            Joined& place = account.email.empty() ? withoutEmail.emplace_back() : byKey[row.email];
            place.email = row.email;
            place.accounts[side].push_back(account);
        }
    }
    std::vector<Joined> rows;
    for (const auto& [key, row] : byKey)
        rows.push_back(row);
    rows.insert(rows.end(), withoutEmail.begin(), withoutEmail.end());
    for (Joined& row : rows) {
        const auto& [apigee, portal] = row.accounts;
        row.twins = apigee.size() > 1 || portal.size() > 1;
        row.differs = row.twins || apigee.empty() || portal.empty() || !sameFields(apigee[0], portal[0]);
    }
    return rows;
}

/// A side as it may be listed: uids, spellings and ids occur once, and the last account has an address.
rc::Gen<Accounts> side() {
    return rc::gen::map(accounts(8), [](Accounts list) {
        std::set<std::string> spellings;
        std::erase_if(
            list, [&](const Account& a) { return !a.email.empty() && !spellings.insert(a.email).second; });
        Account last;
        last.email = "last@example.com";
        last.fields.resize(kFieldCount);
        list.push_back(last);
        for (std::size_t i = 0; i < list.size(); ++i) {
            list[i].uid = static_cast<std::uint32_t>(i + 1);
            list[i].id = "id-" + std::to_string(list.size() - i);
        }
        return list;
    });
}

Accounts shuffled(Accounts list) {
    for (std::size_t i = list.size(); i > 1; --i)
        std::swap(list[i - 1], list[*rc::gen::inRange<std::size_t>(0, i)]);
    return list;
}

/// Three fields, as the worlds have them.
Account accountOf(const std::string& email, std::uint32_t uid,
                  std::vector<Value> fields = std::vector<Value>(3)) {
    Account account;
    account.email = email;
    account.uid = uid;
    account.id = "id-" + std::to_string(uid);
    account.fields = std::move(fields);
    return account;
}

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useManyCases(); }

    void joinsAsThePlainRule() {
        QVERIFY(rc::check("the hash join is the plain join", [] {
            const BothSides<Accounts> sides{*side(), *side()};
            RC_ASSERT(joined(compared(sides.apigee, sides.portal)) == plainJoin(sides));
        }));
    }

    void listingOrderDoesNotMatter() {
        QVERIFY(rc::check("any order of both listings gives the same rows", [] {
            const Accounts apigee = *side();
            const Accounts portal = *side();
            RC_ASSERT(joined(compared(apigee, portal))
                      == joined(compared(shuffled(apigee), shuffled(portal))));
        }));
    }

    void swappingTheListingsSwapsTheRows() {
        QVERIFY(rc::check("swapped listings give swapped rows", [] {
            const Accounts one = *side();
            const Accounts other = *side();
            const auto withEmail = [](std::vector<Joined> rows) {
                return std::vector<Joined>(rows.begin(),
                                           std::find_if(rows.begin(), rows.end(),
                                                        [](const Joined& row) { return row.email.empty(); }));
            };
            const auto straight = joined(compared(one, other));
            auto swapped = joined(compared(other, one));
            RC_ASSERT(straight.size() == swapped.size());
            for (Joined& row : swapped)
                std::swap(row.accounts.apigee, row.accounts.portal);
            RC_ASSERT(withEmail(straight) == withEmail(swapped));
        }));
    }

    void onlyCopiedFieldsDiffer_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("differs");
        QTest::newRow("all alike") << 0 << false;
        QTest::newRow("user name, status and time") << 1 << false;
        QTest::newRow("empty against absent") << 2 << false;
        QTest::newRow("a first name") << 3 << true;
        QTest::newRow("an attribute") << 4 << true;
        QTest::newRow("same bytes, not decodable") << 5 << true;
    }
    void onlyCopiedFieldsDiffer() {
        QFETCH(int, index);
        QFETCH(bool, differs);
        const Account one = accountOf("a@x", 1, {Value::text("A"), Value::absent(), Value::text("v")});
        std::vector<Account> others(6, one);
        others[1].userName = "other";
        others[1].status = Status::Inactive;
        others[1].changedRaw = 77;
        others[2].fields[1] = Value::empty();
        others[3].fields[0] = Value::text("a");
        others[4].fields[2] = Value::of({"v", ""});
        others[5].fields[2] = Value::undecodable("v");
        const auto comparison = compared({one}, {others[static_cast<std::size_t>(index)]});
        QCOMPARE(comparison.size(), 1U);
        QCOMPARE(comparison.differs(0), differs);
    }

    void oneSideAlone() {
        const auto comparison = compared({accountOf("B@x", 1), accountOf("d@x", 2)}, {accountOf("a@x", 3)});
        QCOMPARE(comparison.size(), 3U);
        const char* const keys[] = {"a@x", "b@x", "d@x"};
        for (std::uint32_t i = 0; i < 3; ++i) {
            QCOMPARE(std::string(comparison.foldedEmail(i)), std::string(keys[i]));
            QCOMPARE(comparison.keyHash(i), textHash(keys[i]));
            QVERIFY(comparison.differs(i));
            QCOMPARE(comparison.pair(i).has(Side::Portal), i == 0);
            QCOMPARE(comparison.pair(i).has(Side::Apigee), i != 0);
        }
        QVERIFY(comparison.memoryBytes() >= 3 * sizeof(Pair));
    }

    void twinsAreOneRow() {
        const auto comparison = compared({accountOf("a@x", 1), accountOf("Ann@x", 2), accountOf("ANN@x", 3)},
                                         {accountOf("ann@X", 4)});
        QCOMPARE(comparison.size(), 2U);
        QVERIFY(comparison.twins(0) == nullptr);
        QCOMPARE(comparison.twinGroups().size(), std::size_t{1});
        const TwinGroup* twins = comparison.twins(1);
        QVERIFY(twins != nullptr);
        QVERIFY(twins->rows.apigee == (std::vector<AccountTable::RowIndex>{2, 1})); // ANN before Ann
        QVERIFY(twins->rows.portal == (std::vector<AccountTable::RowIndex>{0}));
        QCOMPARE(comparison.pair(1).apigee, 2U);
        QVERIFY(comparison.differs(1));
    }

    void supersededReadingsAreLeftOut() {
        const auto apigee = *draftOf({{"", {"a", "b"}}, {"a", {"a", "b"}}, {"b", {"b"}}}).finish();
        const auto portal = *draftOf(0, {{0, UidRange::kOpenEnd, {{0, {}}}}}).finish();
        const Comparison comparison = compare(apigee, portal);
        QCOMPARE(comparison.size(), 2U);
        QCOMPARE(comparison.pair(1).apigee, 2U);
        QVERIFY(comparison.twinGroups().empty());
    }

    void accountsWithoutEmailAreLast() {
        const auto comparison =
            compared({accountOf("", 2), accountOf("z@x", 1)}, {accountOf("", 4), accountOf("", 3)});
        QCOMPARE(comparison.size(), 4U);
        QCOMPARE(std::string(comparison.foldedEmail(0)), std::string("z@x"));
        QCOMPARE(comparison.pair(1).apigee, 0U);
        QCOMPARE(comparison.pair(2).portal, 1U); // id-3 before id-4
        QCOMPARE(comparison.pair(3).portal, 0U);
        for (std::uint32_t i = 1; i < 4; ++i)
            QVERIFY(comparison.differs(i) && comparison.foldedEmail(i).empty());
    }

    void emptySides() { QCOMPARE(compared({accountOf("a@x", 1)}, {}).size(), 1U); }

    void ordersTextsByBytes() {
        QVERIFY(rc::check("texts in byte order, equal ones by number", [] {
            const auto piece = rc::gen::elementOf(std::vector<std::string>{
                "a", "b", std::string(1, '\0'), "\xFF", "12345678", std::string(70, 'x')});
            std::vector<std::string> texts;
            for (const auto& parts : *rc::gen::container<std::vector<std::vector<std::string>>>(
                     rc::gen::container<std::vector<std::string>>(piece))) {
                std::string text;
                for (const std::string& part : parts)
                    text += part;
                texts.push_back(text);
            }
            std::vector<std::uint32_t> expected(texts.size());
            for (std::uint32_t i = 0; i < expected.size(); ++i)
                expected[i] = i;
            std::stable_sort(expected.begin(), expected.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return texts[a] < texts[b]; });
            const auto order = orderByText(static_cast<std::uint32_t>(texts.size()),
                                           [&](std::uint32_t i) { return std::string_view(texts[i]); });
            RC_ASSERT(order == expected);
        }));
    }
};

QTEST_APPLESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
