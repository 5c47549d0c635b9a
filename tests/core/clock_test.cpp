// SPDX-License-Identifier: Apache-2.0
// Time texts and clock offsets (sync-rules 3.8).
#include "sync/core/clock_offset.h"
#include "sync/core/time_text.h"

#include <QTest>

using namespace devsync::core;

namespace {

ClockSample sample(std::int64_t date, std::int64_t sent, std::int64_t received) {
    return {date, Millis(sent), Millis(received)};
}

/// A server `offset` ms ahead answers `count` requests, a third of a second apart and 80 ms long.
std::vector<ClockSample> samplesOf(std::int64_t offset, int count) {
    std::vector<ClockSample> samples;
    for (int i = 0; i < count; ++i) {
        const std::int64_t sent = 1'750'000'000'000 + 333 * i;
        samples.push_back(sample((sent + 40 + offset) / 1000, sent, sent + 80));
    }
    return samples;
}

std::optional<ClockOffset> measured(std::int64_t milliseconds) {
    return ClockOffset{milliseconds, 540};
}

} // namespace

class ClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void httpDate_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("seconds"); // -1 = refused
        QTest::newRow("RFC 9110's example") << "Sun, 06 Nov 1994 08:49:37 GMT" << 784111777LL;
        QTest::newRow("epoch") << "Thu, 01 Jan 1970 00:00:00 GMT" << 0LL;
        QTest::newRow("leap day") << "Thu, 29 Feb 2024 12:00:00 GMT" << 1709208000LL;
        QTest::newRow("leap second") << "Sat, 31 Dec 2016 23:59:60 GMT" << 1483228800LL;
        QTest::newRow("no such day") << "Fri, 30 Feb 2024 12:00:00 GMT" << -1LL;
        QTest::newRow("obsolete RFC 850") << "Sunday, 06-Nov-94 08:49:37 GMT" << -1LL;
        QTest::newRow("obsolete asctime") << "Sun Nov  6 08:49:37 1994" << -1LL;
        QTest::newRow("another zone") << "Sun, 06 Nov 1994 08:49:37 CET" << -1LL;
        QTest::newRow("trailing text") << "Sun, 06 Nov 1994 08:49:37 GMT " << -1LL;
        QTest::newRow("hour 24") << "Sun, 06 Nov 1994 24:49:37 GMT" << -1LL;
        QTest::newRow("cut") << "Sun, 06 Nov 1994 08:4" << -1LL;
        QTest::newRow("signs are no digits") << "Sun, +6 Nov 1994 08:49:37 GMT" << -1LL;
        QTest::newRow("empty") << "" << -1LL;
    }
    void httpDate() {
        QFETCH(QString, text);
        QFETCH(qlonglong, seconds);
        const auto result = parseHttpDate(text.toStdString());
        QCOMPARE(result ? *result : -1, seconds);
        QVERIFY(result || result.error().kind == ErrorKind::AnswerUnexpected);
    }

    void rfc3339_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("seconds");
        QTest::newRow("as JSON:API gives it") << "2026-11-23T23:45:37+00:00" << 1795477537LL;
        QTest::newRow("Z") << "2026-11-23T23:45:37Z" << 1795477537LL;
        QTest::newRow("east") << "2026-11-24T01:45:37+02:00" << 1795477537LL;
        QTest::newRow("west, half an hour") << "2026-11-23T20:15:37-03:30" << 1795477537LL;
        QTest::newRow("a fraction is cut off") << "2026-11-23T23:45:37.999+00:00" << 1795477537LL;
        QTest::newRow("lower case") << "2026-11-23t23:45:37z" << 1795477537LL;
        QTest::newRow("no offset") << "2026-11-23T23:45:37" << -1LL;
        QTest::newRow("a point without digits") << "2026-11-23T23:45:37.+00:00" << -1LL;
        QTest::newRow("offset without colon") << "2026-11-23T23:45:37+0000" << -1LL;
        QTest::newRow("space for T") << "2026-11-23 23:45:37Z" << -1LL;
        QTest::newRow("month 13") << "2026-13-23T23:45:37Z" << -1LL;
        QTest::newRow("minute 60") << "2026-11-23T23:60:37Z" << -1LL;
        QTest::newRow("offset of 24 hours") << "2026-11-23T23:45:37+24:00" << -1LL;
        QTest::newRow("a number") << "1795477537" << -1LL;
        QTest::newRow("empty") << "" << -1LL;
    }
    void rfc3339() {
        QFETCH(QString, text);
        QFETCH(qlonglong, seconds);
        const auto result = parseRfc3339(text.toStdString());
        QCOMPARE(result ? *result : -1, seconds);
        QVERIFY(result || result.error().kind == ErrorKind::AnswerUnexpected);
    }

    /// Date + 0.5 s − middle of the round trip.
    void oneSample() {
        const std::vector<ClockSample> samples(5, sample(100, 99'000, 99'300));
        const auto offset = measureClock(samples);
        QVERIFY(offset.has_value());
        QCOMPARE(offset->milliseconds, std::int64_t{100'500 - 99'150});
        QCOMPARE(offset->uncertaintyMs, std::int64_t{500 + 150});
    }

    void fewerThanFiveSamplesProveNothing() {
        QVERIFY(!measureClock(samplesOf(0, 4)));
        std::vector<ClockSample> samples = samplesOf(0, 5);
        samples[2].received = samples[2].sent - Millis(1); // the console's clock was set back meanwhile
        QVERIFY(!measureClock(samples));
    }

    void theMedianWithstandsOutliers() {
        std::vector<ClockSample> samples = samplesOf(20'000, 9);
        samples.front().dateSeconds += 3600;
        samples.back().dateSeconds -= 86'400;
        const auto offset = measureClock(samples);
        QVERIFY(offset.has_value());
        QVERIFY(std::abs(offset->milliseconds - 20'000) <= offset->uncertaintyMs);
    }

    void theTruthLiesWithinTheUncertainty() {
        for (std::int64_t truth = -3000; truth <= 3000; truth += 7) {
            const auto offset = measureClock(samplesOf(truth, 6));
            QVERIFY(offset.has_value());
            QVERIFY(std::abs(offset->milliseconds - truth) <= offset->uncertaintyMs);
        }
    }

    void rule_data() {
        QTest::addColumn<qlonglong>("apigee");
        QTest::addColumn<qlonglong>("portal");
        QTest::addColumn<qlonglong>("seconds");
        QTest::newRow("equal") << 0LL << 0LL << 0LL;
        QTest::newRow("5 s is not over 5 s") << 0LL << 5000LL << 0LL;
        QTest::newRow("over 5 s is rounded") << 0LL << 5001LL << 5LL;
        QTest::newRow("rounded up") << 0LL << 5500LL << 6LL;
        QTest::newRow("portal behind") << 0LL << -5500LL << -6LL;
        QTest::newRow("-5 s") << 5000LL << 0LL << 0LL;
        QTest::newRow("only the difference counts") << -4000LL << 4000LL << 8LL;
    }
    void rule() {
        QFETCH(qlonglong, apigee);
        QFETCH(qlonglong, portal);
        QFETCH(qlonglong, seconds);
        const BothSides<std::optional<ClockOffset>> sides{measured(apigee), measured(portal)};
        QCOMPARE(ruleOffsetSeconds(sides, ClockMode::Corrected), std::int64_t{seconds});
        QCOMPARE(ruleOffsetSeconds(sides, ClockMode::Raw), std::int64_t{0});
    }

    void anUnmeasuredSideMeansNoCorrection() {
        QCOMPARE(ruleOffsetSeconds({measured(0), std::nullopt}, ClockMode::Corrected), std::int64_t{0});
        QCOMPARE(ruleOffsetSeconds({std::nullopt, measured(90'000)}, ClockMode::Corrected), std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(ClockTest)
#include "clock_test.moc"
