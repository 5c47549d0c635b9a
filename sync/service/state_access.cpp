// SPDX-License-Identifier: Apache-2.0
#include "sync/service/state_access.h"

#include "sync/storage/sqlite_store.h"

#include <algorithm>
#include <sys/stat.h>
#include <type_traits>

namespace devsync::service {

namespace {

/// A state nobody has written to yet.
class EmptyStore final : public storage::Store {
public:
    core::StoreResult perform(const core::StoreBatch& batch) override {
        std::vector<core::StoreAnswer> answers;
        for (const core::StoreOperation& operation : batch) {
            auto answer = std::visit([](const auto& asked) { return answerTo(asked); }, operation);
            if (!answer)
                return tl::unexpected(std::move(answer.error()));
            answers.push_back(*std::move(answer));
        }
        return answers;
    }

private:
    using Answer = core::Result<core::StoreAnswer>;

    static Answer answerTo(const core::LoadBaseline&) { return core::BaselineEntries{}; }
    static Answer answerTo(const core::LoadBaselineValues&) { return core::BaselineRows{}; }
    static Answer answerTo(const core::ListBaseline&) { return core::BaselineRows{}; }
    static Answer answerTo(const core::ListRuns&) { return core::Runs{}; }
    static Answer answerTo(const core::ListJobs&) { return core::JobList{}; }
    static Answer answerTo(const core::ReadLease&) { return core::LeaseState{}; }
    static Answer answerTo(const core::LoadRun& asked) {
        return core::fail(core::ErrorKind::NotFound, "there is no such run", asked.id);
    }
    template <class Other>
    static Answer answerTo(const Other&) {
        return core::fail(core::ErrorKind::Internal, "this state is only read");
    }
};

/// Not there, or made but never written to.
bool isBlank(const std::string& path) {
    struct stat facts {};
    return ::stat(path.c_str(), &facts) != 0 || (S_ISREG(facts.st_mode) && facts.st_size == 0);
}

core::Result<std::unique_ptr<storage::Store>> open(const StatePlace& place,
                                                   storage::SqliteStore::Access access) {
    return storage::SqliteStore::open(place.path, place.identity, {.access = access})
        .map([](std::unique_ptr<storage::SqliteStore> store) {
            return std::unique_ptr<storage::Store>(std::move(store));
        });
}

core::Result<std::unique_ptr<storage::Store>> openToRead(const StatePlace& place) {
    if (isBlank(place.path))
        return std::make_unique<EmptyStore>();
    return open(place, storage::SqliteStore::Access::Read);
}

bool readsTheQueue(const core::StoreBatch& batch) {
    return std::ranges::all_of(batch, [](const core::StoreOperation& operation) {
        return std::holds_alternative<core::ListJobs>(operation)
               || std::holds_alternative<core::ReadLease>(operation)
               || std::holds_alternative<core::ListRuns>(operation);
    });
}

class QueueStore final : public storage::Store {
public:
    explicit QueueStore(StatePlace place) : m_place(std::move(place)) {}

    core::StoreResult perform(const core::StoreBatch& batch) override {
        return !m_writes && readsTheQueue(batch) ? read(batch) : write(batch);
    }

private:
    core::StoreResult read(const core::StoreBatch& batch) {
        if (!m_store) {
            if (isBlank(m_place.path))
                return EmptyStore().perform(batch);
            auto opened = openToRead(m_place);
            if (!opened && opened.error().kind == core::ErrorKind::StoreOlder)
                return EmptyStore().perform(batch);
            if (!opened)
                return tl::unexpected(std::move(opened.error()));
            m_store = *std::move(opened);
        }
        return m_store->perform(batch);
    }
    core::StoreResult write(const core::StoreBatch& batch) {
        if (!m_writes) {
            auto opened = open(m_place, storage::SqliteStore::Access::Write);
            if (!opened)
                return tl::unexpected(std::move(opened.error()));
            m_store = *std::move(opened);
            m_writes = true;
        }
        return m_store->perform(batch);
    }

    StatePlace m_place;
    std::unique_ptr<storage::Store> m_store;
    bool m_writes = false;
};

core::StoreResult askAll(const StatePlace& place, const core::StoreBatch& questions) {
    auto store = openToRead(place);
    return store ? (*store)->perform(questions) : core::StoreResult(tl::unexpected(std::move(store.error())));
}

/// The answer of type T to one question.
template <class T>
core::Result<T> ask(const StatePlace& place, core::StoreOperation question) {
    core::StoreBatch batch;
    batch.push_back(std::move(question));
    core::StoreResult answers = askAll(place, batch);
    if (!answers)
        return tl::unexpected(std::move(answers.error()));
    return std::get<T>(std::move(answers->front()));
}

struct RunsNow {
    std::vector<core::ListedRun> runs;
    bool executing = false;
};

core::Result<RunsNow> runsNow(const StatePlace& place, std::uint32_t limit) {
    return askAll(place, {core::ListRuns{limit}, core::ReadLease{}, core::ListJobs{}})
        .map([](std::vector<core::StoreAnswer> answers) {
            const auto& lease = std::get<core::LeaseState>(answers[1]);
            return RunsNow{core::withConditions(std::get<core::Runs>(std::move(answers[0])).runs, lease,
                                                std::get<core::JobList>(answers[2]).jobs),
                           core::isExecuting(lease)};
        });
}

} // namespace

storage::StoreThread::Opener stateToWrite(StatePlace place) {
    return [place = std::move(place)] { return open(place, storage::SqliteStore::Access::Write); };
}

storage::StoreThread::Opener stateToRead(StatePlace place) {
    return [place = std::move(place)] { return openToRead(place); };
}

storage::StoreThread::Opener stateOfQueue(StatePlace place) {
    return [place = std::move(place)]() -> core::Result<std::unique_ptr<storage::Store>> {
        return std::make_unique<QueueStore>(place);
    };
}

core::Result<std::vector<core::RunRecord>> readRuns(const StatePlace& place, std::uint32_t limit) {
    return ask<core::Runs>(place, core::ListRuns{limit}).map([](core::Runs runs) {
        return std::move(runs.runs);
    });
}

core::Result<std::vector<core::BaselineRow>> readBaseline(const StatePlace& place, const std::string& after,
                                                          std::uint32_t limit) {
    return ask<core::BaselineRows>(place, core::ListBaseline{after, limit}).map([](core::BaselineRows rows) {
        return std::move(rows.rows);
    });
}

core::Result<std::vector<core::BaselineRow>> readBaselineOf(const StatePlace& place,
                                                            const std::string& email) {
    return ask<core::BaselineRows>(place, core::LoadBaselineValues{{email}}).map([](core::BaselineRows rows) {
        return std::move(rows.rows);
    });
}

core::Result<std::vector<core::ListedRun>> listRuns(const StatePlace& place, std::uint32_t limit) {
    return runsNow(place, limit).map([](RunsNow now) { return std::move(now.runs); });
}

core::Result<std::optional<core::ListedRun>> findUnfinished(const StatePlace& place) {
    return runsNow(place, 1).map([](RunsNow now) -> std::optional<core::ListedRun> {
        if (now.runs.empty() || !core::isUnfinished(now.runs.front().record))
            return std::nullopt;
        core::ListedRun& newest = now.runs.front();
        if (now.executing) // it may be this one, resumed
            newest.condition = core::RunCondition::Executing;
        return std::move(newest);
    });
}

core::Result<std::optional<core::RunRecord>> findUnfinishedRun(const StatePlace& place) {
    return readRuns(place, 1).map([](std::vector<core::RunRecord> runs) {
        return !runs.empty() && core::isUnfinished(runs.front()) ? std::optional(std::move(runs.front()))
                                                                 : std::nullopt;
    });
}

core::Result<core::RunRows> readRun(const StatePlace& place, const std::string& id) {
    return ask<core::RunRows>(place, core::LoadRun{id});
}

} // namespace devsync::service
