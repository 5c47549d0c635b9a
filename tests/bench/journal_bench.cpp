// SPDX-License-Identifier: Apache-2.0
// What the journal costs: requests a second of whole runs, 32 in flight at 50 ms, that keep their state in
// SQLite, and in SQLite with 20 ms more a commit, beside the same run with its state in memory. Medians of
// rounds that take turns. Usage: journal_bench [rows]
#include "tests/bench/bare_transport.h"
#include "tests/bench/bench.h"
#include "tests/bench/run_load.h"
#include "tests/support/model_store.h"

#include <QCoreApplication>

#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

using namespace devsync;
using namespace devsync::bench;

namespace {

constexpr double kBudget = 0.95;
constexpr int kRounds = 3;
constexpr std::uint32_t kInFlight = 32;
constexpr std::chrono::milliseconds kSlowDisk{20};

using Opener = storage::StoreThread::Opener;

/// Counts what another store does, and takes longer. A batch is a commit.
class TimedStore final : public storage::Store {
public:
    struct Times {
        std::uint32_t batches = 0;
        std::chrono::duration<double, std::milli> busy{};
    };
    TimedStore(std::unique_ptr<storage::Store> store, std::chrono::milliseconds delay, Times& times)
        : m_store(std::move(store)), m_delay(delay), m_times(times) {}

    core::StoreResult perform(const core::StoreBatch& batch) override {
        const auto begin = std::chrono::steady_clock::now();
        core::StoreResult result = m_store->perform(batch);
        std::this_thread::sleep_for(m_delay);
        ++m_times.batches;
        m_times.busy += std::chrono::steady_clock::now() - begin;
        return result;
    }

private:
    std::unique_ptr<storage::Store> m_store;
    std::chrono::milliseconds m_delay;
    Times& m_times; ///< read when the store's thread is gone
};

struct Journal {
    const char* name;
    enum class Kind : std::uint8_t { Memory, Sqlite } kind;
    std::chrono::milliseconds delay;
    std::vector<double> rates{};
    TimedStore::Times times{};
};

core::Result<std::unique_ptr<storage::Store>> open(Journal& journal, const Opener& sqlite) {
    core::Result<std::unique_ptr<storage::Store>> store =
        journal.kind == Journal::Kind::Memory ? std::make_unique<testing::ModelStore>() : sqlite();
    if (!store)
        return store;
    return std::make_unique<TimedStore>(*std::move(store), journal.delay, journal.times);
}

std::uint32_t measure(Journal& journal, std::uint32_t rows) {
    const RunFigures run =
        measureRun({.rows = rows, .inFlight = kInFlight, .store = [&](Opener sqlite) {
                        return [&journal, sqlite = std::move(sqlite)] { return open(journal, sqlite); };
                    }});
    journal.rates.push_back(run.perSecond);
    return run.failed;
}

void print(const Journal& journal, double without) {
    const double rate = median(journal.rates);
    std::printf("%-28s %6.1f requests/s   limit %.0f   %u batches, %5.2f ms each", journal.name, rate,
                limitOf(kInFlight), journal.times.batches / kRounds,
                journal.times.busy.count() / journal.times.batches);
    if (journal.kind != Journal::Kind::Memory)
        std::printf("   of the rate in memory %5.1f %%   budget %.0f %%   %s", 100 * rate / without,
                    100 * kBudget, verdictOf(rate >= kBudget * without));
    std::printf("\n");
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const std::uint32_t rows = std::min(sizeFrom(argc, argv, 3000), kMaxRows);
    Journal journals[] = {{"state in memory", Journal::Kind::Memory, {}},
                          {"state in SQLite", Journal::Kind::Sqlite, {}},
                          {"state in SQLite, and 20 ms", Journal::Kind::Sqlite, kSlowDisk}};
    std::uint32_t failed = 0;
    for (int round = 0; round < kRounds; ++round)
        for (Journal& journal : journals)
            failed += measure(journal, rows);
    std::printf("%u updates in Apigee, %u in flight at %d ms, median of %d runs, failed %u\n", rows,
                kInFlight, kLatencyMs, kRounds, failed);
    for (const Journal& journal : journals)
        print(journal, median(journals[0].rates));
    return failed == 0 ? 0 : 1;
}
