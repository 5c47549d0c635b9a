// SPDX-License-Identifier: Apache-2.0
#include "ui/models/words.h"

#include <QSet>
#include <QTest>

using namespace devsync;
using models::remainingText;

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_chip_and_column_has_its_own_word() {
        QSet<QString> chips;
        for (const view::Chip chip : view::kChips)
            chips << models::chipLabel(chip);
        QCOMPARE(static_cast<std::size_t>(chips.size()), view::kChipCount);
        QSet<QString> columns;
        for (int column = 0; column < view::kDiffColumnCount; ++column)
            columns << models::columnFullLabel(static_cast<view::DiffColumn>(column));
        QCOMPARE(static_cast<int>(columns.size()), view::kDiffColumnCount);
        QVERIFY(!chips.contains(QString()) && !columns.contains(QString()));
    }

    void every_reason_has_a_sentence() {
        QSet<QString> reasons;
        for (int reason = 1; reason <= static_cast<int>(view::WhyNot::JobWaits); ++reason) {
            const QString text = models::whyNotText(static_cast<view::WhyNot>(reason));
            QVERIFY(text.endsWith(QLatin1Char('.')));
            reasons << text;
        }
        QCOMPARE(static_cast<int>(reasons.size()), static_cast<int>(view::WhyNot::JobWaits));
        QVERIFY(models::whyNotText(view::WhyNot::None).isEmpty());
    }

    void sides_are_never_swapped() {
        QCOMPARE(models::columnFullLabel(view::DiffColumn::ApigeeChanged), QStringLiteral("Apigee, changed"));
        QCOMPARE(models::columnFullLabel(view::DiffColumn::PortalChanged), QStringLiteral("Portal, changed"));
    }

    void remaining_time_without_false_precision() {
        QCOMPARE(remainingText(0), QStringLiteral("a few seconds left"));
        QCOMPARE(remainingText(6), QStringLiteral("about 10 s left"));
        QCOMPARE(remainingText(42), QStringLiteral("about 45 s left"));
        QCOMPARE(remainingText(56), QStringLiteral("about a minute left"));
        QCOMPARE(remainingText(59), QStringLiteral("about a minute left"));
        QCOMPARE(remainingText(89), QStringLiteral("about a minute left"));
        QCOMPARE(remainingText(90), QStringLiteral("about 2 minutes left"));
        QCOMPARE(remainingText(3'600), QStringLiteral("about 60 minutes left"));
        QCOMPARE(remainingText(5'400), QStringLiteral("about 2 hours left"));
        QCOMPARE(remainingText(36'000), QStringLiteral("about 10 hours left"));
        QVERIFY(!remainingText(0xffffffff).contains(QLatin1Char('-')));
    }

    void dates() {
        constexpr std::int64_t kMay = 1'747'058'520'000; // 2025-05-12 14:02 UTC
        QCOMPARE(models::dateText(kMay, kMay), QStringLiteral("12 May 14:02"));
        QCOMPARE(models::dateText(kMay, kMay + 400LL * 86'400'000), QStringLiteral("12 May 2025"));
        QCOMPARE(models::clockText(kMay + 1'122), QStringLiteral("14:02:01.122"));
    }

    void text_that_is_no_utf8_is_shown_all_the_same() {
        QCOMPARE(models::fromUtf8("a\xff"
                                  "b")
                     .size(),
                 3);
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "words_test.moc"
