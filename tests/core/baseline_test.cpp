// SPDX-License-Identifier: Apache-2.0
#include "sync/core/baseline.h"

#include "tests/core/account_generators.h"

#include <QTest>

#include <algorithm>
#include <rapidcheck.h>

using namespace devsync::core;
using namespace devsync::core::testing;

namespace {

BaselineEntry entryOf(std::uint64_t key, std::uint64_t apigeeId, std::uint64_t portalId) {
    BaselineEntry entry{.keyHash = key};
    entry.sides.apigee = {.idHash = apigeeId, .copiedFields = 1};
    entry.sides.portal = {.idHash = portalId, .copiedFields = 2};
    return entry;
}

std::uint64_t keyOf(const BaselineEntry* entry) {
    return entry ? entry->keyHash : 0;
}

} // namespace

class BaselineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useManyCases(); }

    void emptyIndex() {
        for (const BaselineIndex& index : {BaselineIndex(), BaselineIndex(std::vector<BaselineEntry>{})}) {
            QVERIFY(index.empty());
            QVERIFY(index.find(1) == nullptr);
            QVERIFY(index.findById(Side::Apigee, 1) == nullptr);
            QCOMPARE(index.accounts(Side::Portal), 0U);
        }
    }

    /// Against a search through all entries; few hashes, so that buckets and ids collide.
    void findsWhatIsThere() {
        QVERIFY(rc::check("look-ups find what a search through all finds, in any order of entries", [] {
            auto entries = *rc::gen::container<std::vector<BaselineEntry>>(rc::gen::map(
                rc::gen::tuple(rc::gen::inRange<std::uint64_t>(0, 6), rc::gen::inRange<std::uint64_t>(0, 6)),
                [](const auto& ids) { return entryOf(0, std::get<0>(ids), std::get<1>(ids)); }));
            for (std::size_t i = 0; i < entries.size(); ++i)
                entries[i].keyHash = i % 2 == 0 ? textHash(std::to_string(i)) : i;
            for (std::size_t i = entries.size(); i > 1; --i)
                std::swap(entries[i - 1], entries[*rc::gen::inRange<std::size_t>(0, i)]);
            const BaselineIndex index(entries);
            RC_ASSERT(index.size() == entries.size());
            for (const BaselineEntry& entry : entries)
                RC_ASSERT(keyOf(index.find(entry.keyHash)) == entry.keyHash);
            RC_ASSERT(index.find(textHash("nobody")) == nullptr);
            for (std::uint64_t id = 0; id < 7; ++id) {
                std::uint64_t least = 0;
                for (const BaselineEntry& entry : entries)
                    if (id != 0 && entry.sides.portal.idHash == id && (least == 0 || entry.keyHash < least))
                        least = entry.keyHash;
                RC_ASSERT(keyOf(index.findById(Side::Portal, id)) == least);
            }
        }));
    }

    void anAbsentIdNeverMatches() {
        const BaselineIndex index({entryOf(7, 0, 5)});
        QVERIFY(index.findById(Side::Apigee, 0) == nullptr);
        QVERIFY(index.findById(Side::Apigee, 5) == nullptr);
        QCOMPARE(keyOf(index.findById(Side::Portal, 5)), std::uint64_t{7});
    }

    void countsTheAccountsOfASide() {
        std::vector<BaselineEntry> entries{entryOf(1, 0, 5), entryOf(2, 3, 0), entryOf(3, 1, 2)};
        entries[2].sides.portal = {};
        const BaselineIndex index(entries);
        QCOMPARE(index.accounts(Side::Apigee), 3U);
        QCOMPARE(index.accounts(Side::Portal), 2U);
    }

    void copiesAndMovesFind() {
        BaselineIndex first({entryOf(1, 2, 3)});
        const BaselineIndex copy = first;
        const BaselineIndex moved = std::move(first);
        QCOMPARE(keyOf(copy.find(1)), std::uint64_t{1});
        QCOMPARE(keyOf(moved.findById(Side::Apigee, 2)), std::uint64_t{1});
    }

    void valuesByEmail() {
        BaselineValues values;
        values.add({.email = "a@x", .uid = 1});
        values.add({.email = "b@x", .uid = 2});
        values.add({.email = "a@x", .uid = 3});
        QCOMPARE(values.find("a@x")->uid, 3U);
        QCOMPARE(values.find("b@x")->uid, 2U);
        QVERIFY(values.find("A@x") == nullptr);
    }
};

QTEST_APPLESS_MAIN(BaselineTest)
#include "baseline_test.moc"
