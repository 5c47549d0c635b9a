// SPDX-License-Identifier: Apache-2.0
#include "sync/service/state_access.h"

#include "sync/storage/sqlite_store.h"

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

/// The answer of type T to one question.
template <class T>
core::Result<T> ask(const StatePlace& place, core::StoreOperation question) {
    auto store = openToRead(place);
    if (!store)
        return tl::unexpected(std::move(store.error()));
    core::StoreBatch batch;
    batch.push_back(std::move(question));
    core::StoreResult answers = (*store)->perform(batch);
    if (!answers)
        return tl::unexpected(std::move(answers.error()));
    return std::get<T>(std::move(answers->front()));
}

} // namespace

storage::StoreThread::Opener stateToWrite(StatePlace place) {
    return [place = std::move(place)] { return open(place, storage::SqliteStore::Access::Write); };
}

storage::StoreThread::Opener stateToRead(StatePlace place) {
    return [place = std::move(place)] { return openToRead(place); };
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

bool isUnfinished(const core::RunRecord& run) {
    return run.sealed && (!run.end || run.end->counts.notStarted > 0);
}

core::Result<std::optional<core::RunRecord>> findUnfinishedRun(const StatePlace& place) {
    return readRuns(place, 1).map([](std::vector<core::RunRecord> runs) {
        return !runs.empty() && isUnfinished(runs.front()) ? std::optional(std::move(runs.front()))
                                                           : std::nullopt;
    });
}

core::Result<core::RunRows> readRun(const StatePlace& place, const std::string& id) {
    return ask<core::RunRows>(place, core::LoadRun{id});
}

} // namespace devsync::service
