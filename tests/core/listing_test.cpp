// SPDX-License-Identifier: Apache-2.0
// A listing without its proof is none: worlds that move while they are read, each complete and each with an
// edge taken away.
#include "sync/core/listing.h"

#include "tests/core/listing_world.h"

#include <QTest>

#include <functional>

using namespace devsync::core;
using namespace devsync::core::testing;

namespace {

using Missing = ChainPage::MissingJoint;
using Finished = Result<std::shared_ptr<const CompleteListing>>;

struct ChainWorld {
    const char* name;
    std::vector<Answer> answers;
    std::uint32_t accounts;
};

const std::vector<ChainWorld>& chainWorlds() {
    static const std::vector<ChainWorld> worlds{
        {"nothing moves", {{"", {"a", "b", "c"}}, {"c", {"c", "d", "e"}}, {"e", {"e"}}}, 5},
        {"an account appears behind the last",
         {{"", {"a", "b"}}, {"b", {"b", "c"}}, {"c", {"c", "d"}}, {"d", {"d"}}},
         4},
        {"the start key is deleted, asked one back",
         {{"", {"a", "b", "c"}}, {"b", {"b", "d", "e"}}, {"e", {"e"}}},
         5},
        {"four deleted in a row, asked three back",
         {{"", {"a", "b", "c", "d"}}, {"a", {"a", "e", "f"}}, {"f", {"f"}}},
         6},
        {"the start key is deleted, its successor came",
         {{"", {"a", "b", "c"}}, {"c", {"d", "e"}, Missing::KeyDeleted}, {"e", {"e"}}},
         5},
        {"the start key came back, read twice",
         {{"", {"a", "b", "c"}}, {"b", {"b", "c", "d"}}, {"d", {"d"}}},
         4},
        {"the last account is deleted", {{"", {"a", "b"}}, {"b", {"b", "c", "d"}}, {"c", {"c"}}}, 4},
        {"an exclusive server",
         {{"", {"a", "b"}},
          {"b", {"c"}, Missing::ExclusiveServer},
          {"c", {"d"}, Missing::ExclusiveServer},
          {"d", {}, Missing::ExclusiveServer}},
         4},
        {"an exclusive server of one", {{"", {"a"}}, {"a", {}, Missing::ExclusiveServer}}, 1},
        {"accounts without e-mail at the edges",
         {{"", {"", "a", "b", ""}}, {"b", {"b", "", "c", ""}}, {"c", {"c"}}},
         7}};
    return worlds;
}

struct RangeWorld {
    const char* name;
    std::uint32_t highestUid;
    std::vector<UidAnswers> ranges;
    std::uint32_t accounts;
};

const std::vector<RangeWorld>& rangeWorlds() {
    static const std::vector<RangeWorld> worlds{
        {"two ranges",
         99,
         {{0, 50, {{0, {3, 9}, true}, {9, {50}}}}, {50, UidRange::kOpenEnd, {{50, {60, 99}}}}},
         5},
        {"a user is created beyond the highest uid",
         99,
         {{0, 50, {{0, {3}}}}, {50, UidRange::kOpenEnd, {{50, {60, 99}, true}, {99, {120}}}}},
         4},
        {"the highest users are deleted",
         99,
         {{0, 50, {{0, {3, 9}, true}, {9, {}}}}, {50, UidRange::kOpenEnd, {{50, {60}, true}, {60, {}}}}},
         3},
        {"ranges without anybody",
         99,
         {{0, 30, {{0, {3}}}}, {30, 60, {{30, {}}}}, {60, UidRange::kOpenEnd, {{60, {}}}}},
         1}};
    return worlds;
}

bool refused(const Finished& finished, const char* edge = "") {
    if (finished || finished.error().kind != ErrorKind::ListingIncomplete)
        return false;
    const bool named = finished.error().detail.find(edge) != std::string::npos;
    if (!named)
        qWarning("the refusal does not name \"%s\": %s", edge, finished.error().detail.c_str());
    return named;
}

struct ChainLie {
    const char* name;
    std::size_t world;
    std::function<void(Draft<ApigeeProof>&)> spoil;
    const char* edge;
};

std::vector<ChainLie> chainLies() {
    return {
        {"a joint that was none", 4, [](auto& d) { d.proof.pages[1].beginsWithJoint = true; },
         "page 2 does not begin"},
        {"a joint not noted", 0, [](auto& d) { d.proof.pages[1].beginsWithJoint = false; }, "page 2 begins"},
        {"no evidence for a missing start key", 4,
         [](auto& d) { d.proof.pages[1].missingJoint = Missing::No; },
         "page 2 does not begin with its start key \"c\""},
        {"evidence against a joint", 0, [](auto& d) { d.proof.pages[1].missingJoint = Missing::KeyDeleted; },
         "page 2"},
        {"an empty page after a deleted key is no end", 7,
         [](auto& d) { d.proof.pages[3].missingJoint = Missing::KeyDeleted; }, "page 4 is empty"},
        {"an empty page without evidence", 7, [](auto& d) { d.proof.pages[3].missingJoint = Missing::No; },
         "page 4 does not begin"},
        {"exclusive and inclusive", 4,
         [](auto& d) { d.proof.pages[1].missingJoint = Missing::ExclusiveServer; },
         "left an existing one out"},
        {"first page not from the beginning", 0, [](auto& d) { d.proof.pages[0].askedFrom = "0"; }, "page 1"},
        {"more records than rows", 0, [](auto& d) { d.proof.pages[1].records = 9; },
         "page 2 brought 8 accounts"},
        {"another first key", 0, [](auto& d) { d.proof.pages[0].firstKey = "b"; },
         "page 1 reaches from \"b\""},
        {"another last key", 0, [](auto& d) { d.proof.pages[1].lastKey = "d"; },
         "page 2 reaches from \"c\" to \"d\""},
        {"a row of no page", 0, [](auto& d) { keepRow(d.builder, "x", 0); }, "5 accounts, but 6 were kept"},
        {"no pages", 0, [](auto& d) { d.proof.pages.clear(); }, "does not end"},
    };
}

struct RangeLie {
    const char* name;
    std::function<void(Draft<PortalProof>&)> spoil;
    const char* edge;
};

/// All of the first world: (0, 50] with pages after 0 and 9, (50, …) with one page.
std::vector<RangeLie> rangeLies() {
    return {
        {"a gap between ranges", [](auto& d) { d.proof.ranges[1].low = 51; }, "uids (50, 51] were not read"},
        {"no range", [](auto& d) { d.proof.ranges.clear(); }, "uids after 0"},
        {"no open end", [](auto& d) { d.proof.ranges[1].high = 200; }, "uids after 200"},
        {"a range within another", [](auto& d) { d.proof.ranges[0].high = UidRange::kOpenEnd; },
         "uids (50, …)"},
        {"ranges beyond the highest uid", [](auto& d) { d.proof.highestUid = 49; },
         "begins after the highest uid 49"},
        {"a next page was there", [](auto& d) { d.proof.ranges[1].pages[0].hasNext = true; },
         "uids (50, …) does not end"},
        {"a page after the last", [](auto& d) { d.proof.ranges[0].pages[0].hasNext = false; },
         "the page after 9"},
        {"asked from elsewhere", [](auto& d) { d.proof.ranges[0].pages[1].after = 10; }, "asked after 9"},
        {"outside its range", [](auto& d) { d.proof.ranges[0].high = 49, d.proof.ranges[1].low = 49; },
         "leaves its range"},
        {"before its start", [](auto& d) { d.proof.ranges[0].pages[1].firstUid = 9; }, "not ascending"},
        {"descending",
         [](auto& d) { std::swap(d.proof.ranges[0].pages[0].firstUid, d.proof.ranges[0].pages[0].lastUid); },
         "not ascending"},
        {"more users than uids", [](auto& d) { d.proof.ranges[0].pages[0].records = 8; },
         "8 accounts from 3 to 9"},
        {"users not kept", [](auto& d) { d.proof.ranges[0].pages[0].records = 3; }, "not all kept"},
        {"an edge not kept", [](auto& d) { d.proof.ranges[0].pages[0].firstUid = 2; }, "from 2 to 9"},
        {"an empty page with edges", [](auto& d) { d.proof.ranges[0].pages[0].records = 0; },
         "the page after 0"},
        {"a row of no page", [](auto& d) { keepRow(d.builder, "x", 7); }, "5 accounts, but 6 were kept"},
        {"a uid twice in one page",
         [](auto& d) {
             keepRow(d.builder, "x", 99);
             d.proof.ranges[1].pages[0].records = 3;
         },
         "not all kept"},
    };
}

} // namespace

class ListingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsMovingWorlds() {
        for (const ChainWorld& world : chainWorlds()) {
            const auto listing = draftOf(world.answers).finish();
            QVERIFY2(listing, world.name);
            QCOMPARE((*listing)->accounts(), world.accounts);
            QVERIFY((*listing)->side() == Side::Apigee);
        }
        for (const RangeWorld& world : rangeWorlds()) {
            const auto listing = draftOf(world.highestUid, world.ranges).finish();
            QVERIFY2(listing, world.name);
            QCOMPARE((*listing)->accounts(), world.accounts);
            QVERIFY((*listing)->side() == Side::Portal);
        }
    }

    /// Any page that was never read, with the accounts on it.
    void refusesWorldsWithoutAPage() {
        for (const ChainWorld& world : chainWorlds()) {
            for (std::size_t i = 0; i < world.answers.size(); ++i) {
                auto answers = world.answers;
                answers.erase(answers.begin() + static_cast<std::ptrdiff_t>(i));
                QVERIFY2(refused(draftOf(answers).finish(), "page"), world.name);
            }
        }
        for (const RangeWorld& world : rangeWorlds()) {
            for (std::size_t range = 0; range < world.ranges.size(); ++range) {
                for (std::size_t i = 0; i < world.ranges[range].pages.size(); ++i) {
                    auto ranges = world.ranges;
                    auto& pages = ranges[range].pages;
                    pages.erase(pages.begin() + static_cast<std::ptrdiff_t>(i));
                    QVERIFY2(refused(draftOf(world.highestUid, ranges).finish(), "uids ("), world.name);
                }
            }
        }
    }

    void refusesWorldsWithoutARange() {
        for (const RangeWorld& world : rangeWorlds()) {
            for (std::size_t range = 0; range < world.ranges.size(); ++range) {
                auto ranges = world.ranges;
                ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(range));
                QVERIFY2(refused(draftOf(world.highestUid, ranges).finish(), "were not read"), world.name);
            }
        }
    }

    /// A page kept in the proof whose accounts were lost on the way.
    void refusesWorldsWithoutAnAccount() {
        for (const ChainWorld& world : chainWorlds()) {
            auto draft = draftOf(world.answers);
            draft.builder.table().rollBack(draft.builder.rows() - 1);
            QVERIFY2(refused(draft.finish(), "page"), world.name);
        }
        for (const RangeWorld& world : rangeWorlds()) {
            auto draft = draftOf(world.highestUid, world.ranges);
            draft.builder.table().rollBack(draft.builder.rows() - 1);
            QVERIFY2(refused(draft.finish(), "uids ("), world.name);
        }
    }

    void namesTheBrokenEdge() {
        for (const ChainLie& lie : chainLies()) {
            auto draft = draftOf(chainWorlds()[lie.world].answers);
            lie.spoil(draft);
            QVERIFY2(refused(draft.finish(), lie.edge), lie.name);
        }
        for (const RangeLie& lie : rangeLies()) {
            auto draft = draftOf(rangeWorlds()[0].highestUid, rangeWorlds()[0].ranges);
            lie.spoil(draft);
            QVERIFY2(refused(draft.finish(), lie.edge), lie.name);
        }
    }

    void refusesFallingBackTooFar() {
        QVERIFY(refused(draftOf({{"", {"a", "b", "c", "d", "e"}}, {"a", {"a", "f"}}, {"f", {"f"}}}).finish(),
                        "page 2 was asked from \"a\""));
    }

    /// A key that left the chain does not come back into it.
    void refusesAKeyThatLeftTheChain() {
        QVERIFY(refused(draftOf({{"", {"a", "b", "c"}}, {"a", {"a", "d"}}, {"c", {"c"}}}).finish(),
                        "page 3 was asked from \"c\""));
    }

    /// That the start key exists makes an empty page a wrong answer, unless the server leaves start keys out.
    void refusesAnEmptyPageOfAServerNotShownToBeExclusive() {
        const auto empty = [](const char* key) { return Answer{key, {}, Missing::ExclusiveServer}; };
        QVERIFY(refused(draftOf({{"", {"a", "b"}}, empty("b")}).finish(), "page 2 is empty although"));
        QVERIFY(refused(draftOf({{"", {"a"}}, {"a", {"a", "b"}}, empty("b")}).finish(), "page 3 is empty"));
        QVERIFY(
            refused(draftOf({{"", {"a"}}, {"a", {"b", "c"}, Missing::ExclusiveServer}, empty("c")}).finish(),
                    "page 3 is empty although its start key \"c\" exists"));
    }

    void refusesARepeatedPage() {
        QVERIFY(refused(
            draftOf({{"", {"a", "b", "c"}}, {"c", {"a", "b", "c"}, Missing::ExclusiveServer}}).finish(),
            "page 2 neither begins with its start key \"c\" nor brings anything new"));
        QVERIFY(refused(draftOf({{"", {"a", "b"}}, {"b", {"a", "b"}}}).finish(), "nor brings anything new"));
    }

    void acceptsEmptySides() {
        QCOMPARE((*draftOf({{"", {}}}).finish())->accounts(), 0U);
        QCOMPARE((*draftOf(0, {{0, UidRange::kOpenEnd, {{0, {}}}}}).finish())->accounts(), 0U);
        QVERIFY(refused(draftOf(std::vector<Answer>{}).finish()));
        QVERIFY(refused(draftOf(0, {}).finish()));
    }

    void theLaterReadingOfASpellingCounts() {
        const auto listing = *draftOf({{"", {"A", "a", "b"}}, {"a", {"a", "b", "A"}}, {"A", {"A"}}}).finish();
        QCOMPARE(listing->accounts(), 3U); // A and a are two spellings
        const std::vector<bool> expected{true, false, true, false, false};
        for (std::uint32_t row = 0; row < 5; ++row)
            QCOMPARE(listing->superseded(row), bool(expected[row]));
    }

    void accountsWithoutEmailAreToldApartById() {
        auto draft = draftOf({{"", {"", "a"}}, {"a", {"a"}}});
        Account again;
        again.id = "id-0";
        again.fields.resize(3);
        for (const char* id : {"id-0", "id-9", "", ""}) {
            again.id = id;
            QVERIFY(draft.builder.table().append(AccountViewHolder(again).view()));
        }
        draft.proof.pages[1].records = 5;
        draft.proof.pages.push_back(
            {.askedFrom = "a", .firstKey = "a", .lastKey = "a", .records = 1, .beginsWithJoint = true});
        const auto listing = draft.finish();
        QVERIFY(listing);
        QCOMPARE((*listing)->accounts(), 5U);
        QVERIFY((*listing)->superseded(0));
    }

    void theLaterReadingOfAUidCounts() {
        const auto listing =
            *draftOf(99, {{0, 50, {{0, {3, 45}}}}, {40, UidRange::kOpenEnd, {{40, {45, 99}}}}}).finish();
        QCOMPARE(listing->accounts(), 3U);
        QVERIFY(!listing->superseded(0));
        QVERIFY(listing->superseded(1));
        QVERIFY(!listing->superseded(2));
    }
};

QTEST_APPLESS_MAIN(ListingTest)
#include "listing_test.moc"
