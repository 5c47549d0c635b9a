// SPDX-License-Identifier: Apache-2.0
// One bar for a whole run: it never goes back, is full only at the end, and promises nothing too early.
#include "ui/view/progress_meter.h"

#include <QTest>

#include <random>

using namespace devsync;
using core::Millis;
using engine::Phase;
using engine::RunView;
using view::Progress;
using view::ProgressMeter;

namespace {

RunView listing(std::uint32_t apigee, std::uint32_t portal) {
    RunView view{.phase = Phase::Listing};
    view.sides.apigee.accounts = apigee;
    view.sides.portal.accounts = portal;
    return view;
}

RunView executing(std::uint32_t done, std::uint32_t planned) {
    RunView view{.phase = Phase::Executing};
    view.counts = {.planned = planned, .done = done, .notStarted = planned - done};
    return view;
}

ProgressMeter begun(std::uint32_t expected, bool writes = true) {
    ProgressMeter meter;
    meter.begin(Millis(0), {expected, expected}, writes);
    return meter;
}

} // namespace

class ProgressMeterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void never_goes_back_whatever_is_seen() {
        std::mt19937 random(3);
        for (int life = 0; life < 300; ++life) {
            ProgressMeter meter = begun(random() % 3 == 0 ? 0 : 1000, random() % 2 == 0);
            std::uint32_t last = 0;
            Millis now{};
            for (int step = 0; step < 60; ++step) {
                now += Millis(random() % 700);
                const auto phase = static_cast<Phase>(random() % 9); // all but Ended
                RunView view = phase == Phase::Executing ? executing(random() % 100, 100)
                                                         : listing(random() % 4000, random() % 4000);
                view.phase = phase;
                const Progress seen = meter.observe(view, now);
                if (!seen.permille)
                    continue;
                QVERIFY(*seen.permille >= last);
                QVERIFY(*seen.permille < 1000);
                last = *seen.permille;
            }
            RunView end{.phase = Phase::Ended};
            QVERIFY(meter.observe(end, now).permille == 1000);
        }
    }

    void the_first_listing_is_of_unknown_length() {
        ProgressMeter meter = begun(0);
        QVERIFY(!meter.observe(listing(100, 100), Millis(10)).permille);
        QVERIFY(begun(100).observe(listing(50, 50), Millis(10)).permille);
    }

    void a_comparison_has_the_bar_for_its_reading() {
        QVERIFY(begun(100, false).observe(listing(100, 100), Millis(10)).permille == 950);
        QVERIFY(begun(100, true).observe(listing(100, 100), Millis(10)).permille == 300);
    }

    void nobody_is_promised_anything_early() {
        ProgressMeter meter = begun(100);
        QVERIFY(!meter.observe(executing(1, 1000), Millis(0)).secondsLeft);
        QVERIFY(!meter.observe(executing(500, 1000), Millis(2'900)).secondsLeft);
        QVERIFY(meter.observe(executing(510, 1000), Millis(3'200)).secondsLeft);
        ProgressMeter slow = begun(100);
        slow.observe(executing(0, 1000), Millis(0));
        QVERIFY(!slow.observe(executing(19, 1000), Millis(60'000)).secondsLeft); // below 2 %
    }

    void rate_and_rest_of_a_steady_run() {
        ProgressMeter meter = begun(100);
        Progress seen;
        for (int tick = 0; tick <= 100; ++tick) // 20 s at 50/s
            seen = meter.observe(executing(static_cast<std::uint32_t>(tick) * 10, 2000), Millis(tick * 200));
        QCOMPARE(seen.perSecond, 50U);
        QVERIFY(seen.secondsLeft == 20);
    }

    void the_rate_is_of_the_last_ten_seconds() {
        ProgressMeter meter = begun(100);
        std::uint32_t done = 0;
        Millis now{};
        for (; now < Millis(30'000); now += Millis(200))
            meter.observe(executing(done += 20, 100'000), now); // 100/s
        Progress seen;
        for (; now < Millis(42'000); now += Millis(200))
            seen = meter.observe(executing(done += 2, 100'000), now); // 10/s
        QCOMPARE(seen.perSecond, 10U);
    }

    void when_nothing_moves_nothing_is_claimed() {
        ProgressMeter meter = begun(100);
        meter.observe(executing(50, 100), Millis(0));
        Progress seen;
        for (int tick = 1; tick < 100; ++tick)
            seen = meter.observe(executing(50, 100), Millis(tick * 200));
        QCOMPARE(seen.perSecond, 0U);
        QVERIFY(!seen.secondsLeft);
        QVERIFY(seen.permille.has_value());
    }

    void a_new_run_begins_anew() {
        ProgressMeter meter = begun(100);
        meter.observe(executing(99, 100), Millis(5'000));
        meter.begin(Millis(6'000), {100, 100}, true);
        QVERIFY(*meter.observe(listing(0, 0), Millis(6'001)).permille < 100);
    }
};

QTEST_GUILESS_MAIN(ProgressMeterTest)
#include "progress_meter_test.moc"
