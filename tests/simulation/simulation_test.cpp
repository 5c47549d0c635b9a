// SPDX-License-Identifier: Apache-2.0
// Seeded schedules of whole runs in virtual time. DEVSYNC_SEEDS=first-last plays those instead, one line a
// broken seed.
#include "sync/core/mutant.h"
#include "tests/simulation/schedule.h"

#include <QTest>

#include <clocale>
#include <ctime>
#include <iterator>
#include <memory>
#include <vector>

namespace devsync::core {
int activeMutant = 0;
} // namespace devsync::core

using devsync::testing::playSchedule;
using devsync::testing::ScheduleResult;
using devsync::testing::StateKind;

namespace {

constexpr std::uint64_t kSchedules = 10'000;
constexpr std::uint64_t kOnSqliteEvery = 100;

struct Range {
    std::uint64_t first = 1;
    std::uint64_t last = kSchedules;
};

Range seedsToPlay() {
    const QList<QByteArray> parts = qgetenv("DEVSYNC_SEEDS").split('-');
    if (parts.size() != 2)
        return {};
    return {parts[0].toULongLong(), parts[1].toULongLong()};
}

/// In another time zone and locale, with other addresses of everything: nothing of that may decide.
ScheduleResult playElsewhere(std::uint64_t seed) {
    static constexpr const char* kZones[] = {"Pacific/Chatham", "America/St_Johns", "Asia/Kathmandu", "UTC"};
    qputenv("TZ", kZones[seed % std::size(kZones)]);
    tzset();
    std::setlocale(LC_ALL, seed % 2 == 0 ? "tr_TR.UTF-8" : "de_DE.UTF-8"); // where they are installed
    std::vector<std::unique_ptr<char[]>> holes;
    for (std::uint64_t i = 0; i < 64; ++i)
        holes.push_back(std::make_unique<char[]>(16 + (seed * 31 + i * 977) % 4000));
    for (std::size_t i = 0; i < holes.size(); i += 2)
        holes[i].reset();
    ScheduleResult result = playSchedule(seed);
    qputenv("TZ", "UTC");
    tzset();
    std::setlocale(LC_ALL, "C");
    return result;
}

struct Totals {
    std::uint64_t schedules = 0, faulty = 0, slowStore = 0, late = 0, lost = 0, busy = 0, leaseLost = 0;
    std::uint64_t crashes[6] = {};
    std::uint64_t landedAfterRead = 0, edits = 0, writes = 0, stops = 0, blocked = 0, limited = 0;

    void add(const ScheduleResult& result) {
        ++schedules;
        faulty += result.faulty;
        slowStore += result.slowStore;
        late += result.late;
        lost += result.lost;
        busy += result.busy;
        leaseLost += result.leaseLost;
        for (std::size_t point = 0; point < 6; ++point)
            crashes[point] += result.crashes[point];
        landedAfterRead += result.landedAfterRead;
        edits += result.edits;
        writes += result.writes;
        stops += result.stops;
        blocked += result.blocked;
        limited += result.limited;
    }
};

} // namespace

class SimulationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySeedHoldsAndRepeats();
    void theRealStoreMakesNoDifference();
};

void SimulationTest::everySeedHoldsAndRepeats() {
    const Range range = seedsToPlay();
    Totals totals;
    std::uint64_t brokenSeeds = 0;
    for (std::uint64_t seed = range.first; seed <= range.last; ++seed) {
        const ScheduleResult once = playSchedule(seed);
        const ScheduleResult again = playElsewhere(seed);
        totals.add(once);
        if (once.effectHash != again.effectHash)
            QFAIL(qPrintable(QStringLiteral("seed %1 does not repeat").arg(seed)));
        if (once.violations.empty())
            continue;
        if (++brokenSeeds <= 10)
            qWarning("seed %llu: %s (%zu in all)", static_cast<unsigned long long>(seed),
                     once.violations.front().c_str(), once.violations.size());
    }
    qInfo(
        "%llu schedules, %llu with faults, %llu with a slow store; %llu late, %llu lost, %llu busy answers; "
        "%llu leases lost; crashes %llu/%llu/%llu/%llu/%llu; %llu writes, %llu landed after a reading, %llu "
        "edits, %llu stops, %llu pairs of blocked end points, %llu runs limited",
        static_cast<unsigned long long>(totals.schedules), static_cast<unsigned long long>(totals.faulty),
        static_cast<unsigned long long>(totals.slowStore), static_cast<unsigned long long>(totals.late),
        static_cast<unsigned long long>(totals.lost), static_cast<unsigned long long>(totals.busy),
        static_cast<unsigned long long>(totals.leaseLost), static_cast<unsigned long long>(totals.crashes[1]),
        static_cast<unsigned long long>(totals.crashes[2]),
        static_cast<unsigned long long>(totals.crashes[3]),
        static_cast<unsigned long long>(totals.crashes[4]),
        static_cast<unsigned long long>(totals.crashes[5]), static_cast<unsigned long long>(totals.writes),
        static_cast<unsigned long long>(totals.landedAfterRead),
        static_cast<unsigned long long>(totals.edits), static_cast<unsigned long long>(totals.stops),
        static_cast<unsigned long long>(totals.blocked), static_cast<unsigned long long>(totals.limited));
    QCOMPARE(brokenSeeds, std::uint64_t{0});
    if (totals.schedules < kSchedules)
        return; // a replay of single seeds covers what it covers
    QVERIFY(totals.faulty * 10 >= totals.schedules * 8);
    QVERIFY(totals.slowStore * 10 >= totals.schedules * 4);
    QVERIFY(totals.late >= 1000);
    QVERIFY(totals.lost >= 50);
    QVERIFY(totals.busy >= 200);
    QVERIFY(totals.leaseLost >= 20);
    for (std::size_t point = 1; point < 6; ++point)
        QVERIFY(totals.crashes[point] >= 50);
    QVERIFY(totals.landedAfterRead >= 50);
    QVERIFY(totals.stops >= 500);
    QVERIFY(totals.blocked >= 1000);
    QVERIFY(totals.limited >= 200);
}

/// The claims are read over a second connection before a write leaves.
void SimulationTest::theRealStoreMakesNoDifference() {
    const Range range = seedsToPlay();
    for (std::uint64_t seed = range.first; seed <= range.last; seed += kOnSqliteEvery) {
        const ScheduleResult model = playSchedule(seed);
        const ScheduleResult real = playSchedule(seed, StateKind::Sqlite);
        if (!real.violations.empty())
            QFAIL(qPrintable(QStringLiteral("seed %1: %2")
                                 .arg(seed)
                                 .arg(QString::fromStdString(real.violations.front()))));
        if (real.effectHash != model.effectHash)
            QFAIL(qPrintable(QStringLiteral("seed %1 goes another way on SQLite").arg(seed)));
    }
}

QTEST_GUILESS_MAIN(SimulationTest)
#include "simulation_test.moc"
