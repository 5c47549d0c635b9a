// SPDX-License-Identifier: Apache-2.0
#include "tests/view/view_world.h"
#include "ui/view/row_search.h"

#include <QTest>

using namespace devsync;
using core::Side;
using core::Value;

namespace {

QStringList found(const core::Comparison& comparison, std::string_view typed) {
    view::RowSearch search(typed);
    QStringList emails;
    for (core::Comparison::PairIndex pair = 0; pair < comparison.size(); ++pair)
        if (search.matches(comparison, pair))
            emails << QString::fromStdString(std::string(comparison.foldedEmail(pair)));
    return emails;
}

bool isIn(std::string_view text, std::string_view typed) {
    return view::RowSearch(typed).matchesText(text);
}

} // namespace

class RowSearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void where_it_looks() {
        testing::PlanWorld world;
        world.add(Side::Apigee, "one@acme.com").userName = "Nickname";
        world.add(Side::Portal, "two@acme.com").fields[core::kFirstName] = Value::text("Vorname");
        world.add(Side::Apigee, "three@acme.com").fields[2] = Value::text("Globex");
        world.add(Side::Portal, "four@acme.com").fields[3] = Value::of({"a", "Needle", "c"});
        const auto comparison = testing::inputsOf(world).comparison;
        QCOMPARE(found(*comparison, "nickname"), QStringList{QStringLiteral("one@acme.com")});
        QCOMPARE(found(*comparison, "VORNAME"), QStringList{QStringLiteral("two@acme.com")});
        QCOMPARE(found(*comparison, "globex"), QStringList{QStringLiteral("three@acme.com")});
        QCOMPARE(found(*comparison, "needle"), QStringList{QStringLiteral("four@acme.com")});
        QCOMPARE(found(*comparison, "ThReE@"), QStringList{QStringLiteral("three@acme.com")});
        QCOMPARE(found(*comparison, "nothing of the kind"), QStringList());
        QCOMPARE(found(*comparison, " \t").size(), 4);
    }

    void all_words_must_occur_wherever_they_are() {
        testing::PlanWorld world;
        world.add(Side::Apigee, "ana@acme.com").fields[core::kFirstName] = Value::text("Ana");
        world.add(Side::Portal, "ana@acme.com").fields[core::kFirstName] = Value::text("Anne");
        const auto comparison = testing::inputsOf(world).comparison;
        QCOMPARE(found(*comparison, "anne  ACME souza").size(), 1);
        QCOMPARE(found(*comparison, "anne globex").size(), 0);
    }

    void an_item_matches_alone() {
        testing::PlanWorld world;
        world.add(Side::Apigee, "x@y.zz").fields[3] = Value::of({"ab", "cd"});
        const auto comparison = testing::inputsOf(world).comparison;
        QCOMPARE(found(*comparison, "abcd").size(), 0);
        QCOMPARE(found(*comparison, "ab cd").size(), 1);
    }

    /// A length of 0x41 is the letter A before the item; of 0x2e a dot; and so on.
    void packed_lengths_never_match() {
        testing::PlanWorld world;
        for (std::size_t length = 1; length < 300; ++length)
            world.add(Side::Apigee, "q@q.qq" + std::to_string(length)).fields[2] =
                Value::text(std::string(length, 'q'));
        const auto comparison = testing::inputsOf(world).comparison;
        for (int c = 0x21; c < 0x7f; ++c) {
            const std::string typed(1, static_cast<char>(c));
            if (std::string("qQ@.").find(typed[0]) != std::string::npos || std::isdigit(c) != 0)
                continue;
            if (std::string("anasouzadevANASOUZADEV-").find(typed[0]) != std::string::npos)
                continue; // in the names of every account
            QVERIFY2(found(*comparison, typed).isEmpty(), typed.c_str());
        }
        QCOMPARE(found(*comparison, std::string_view("\xe9", 1)).size(), 0); // 233: no UTF-8
        QCOMPARE(found(*comparison, std::string(299, 'q')).size(), 1);
    }

    void umlauts_and_case() {
        QVERIFY(isIn("Änne Öztürk", "änne"));
        QVERIFY(isIn("Änne Öztürk", "ÖZTÜRK"));
        QVERIFY(isIn("ÄNNE", "änne"));
        QVERIFY(!isIn("Anne", "änne"));
        QVERIFY(isIn("Weiß", "WEIß"));
        QVERIFY(isIn("ΣΊΣΥΦΟΣ", "σίσυφο"));
        QVERIFY(isIn("Лев ТОЛСТОЙ", "толстой"));
    }

    /// As addresses are folded: i and I are one letter, ı is another; İ is one with itself.
    void turkish_letters() {
        QVERIFY(isIn("ISTANBUL", "istanbul"));
        QVERIFY(isIn("istanbul", "ISTANBUL"));
        QVERIFY(isIn("İstanbul", "İstanbul"));
        QVERIFY(isIn("ılgaz", "ılgaz"));
        QVERIFY(!isIn("ilgaz", "ılgaz"));
        QVERIFY(!isIn("ILGAZ", "ılgaz"));
    }

    /// A folded letter may be plain where the letter was not: the Kelvin sign is a k.
    void letters_that_fold_to_plain_ones() {
        QVERIFY(isIn("\u212Aelvin", "kelvin"));
        QVERIFY(isIn("kelvin", "\u212Aelvin"));
    }

    void broken_text_is_compared_as_it_is() {
        QVERIFY(isIn("ab\xff"
                     "cd",
                     "CD"));
        QVERIFY(!isIn("ab\xff"
                      "cd",
                      "ef"));
        QVERIFY(isIn("ab\xff"
                     "cd",
                     "b\xff"));
        QVERIFY(!isIn("ab\xff"
                      "cd",
                      "ä"));
    }

    void long_values() {
        const std::string value(10'000, 'x');
        QVERIFY(isIn(value + "Ä", "ä"));
        QVERIFY(!isIn("short", value));
    }
};

QTEST_GUILESS_MAIN(RowSearchTest)
#include "row_search_test.moc"
