// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_store.h"

#include <algorithm>
#include <utility>

namespace devsync::testing {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using core::RowState;
using core::RowStep;
using core::StoreAnswer;
using Answer = Result<StoreAnswer>;

Answer stored() {
    return StoreAnswer(core::Stored{});
}

bool isOlder(const core::BaselineEntry& candidate, const core::BaselineEntry& kept) {
    return std::any_of(core::kSides.begin(), core::kSides.end(), [&](core::Side side) {
        return candidate.sides[side].changedRaw < kept.sides[side].changedRaw;
    });
}

} // namespace

bool ModelStore::Row::open() const {
    return core::isOpen(state, step);
}

core::StoredRow ModelStore::Row::stored() const {
    return {.change = *change,
            .state = state,
            .step = step,
            .error = error,
            .claimedAt = claimedAt,
            .writeTimeout = writeTimeout,
            .epoch = epoch};
}

/// The operations on a copy of the state; the store keeps the copy only when all of them succeed.
class ModelStore::Transaction {
public:
    Transaction(State state, const storage::ProcessProbe& probe)
        : m_state(std::move(state)), m_probe(probe) {}

    State take() { return std::move(m_state); }

    Answer operator()(const core::ReadLease&) { return StoreAnswer(leaseAnswer()); }
    Answer operator()(const core::TakeLease& take);
    Answer operator()(const core::Heartbeat& beat);
    Answer operator()(const core::ReleaseLease& release);
    Answer operator()(const core::BeginRun& begin);
    Answer operator()(const core::AddPlanRows& add);
    Answer operator()(const core::SealPlan& seal);
    Answer operator()(const core::Claim& claim);
    Answer operator()(const core::RecordOutcomes& record);
    Answer operator()(const core::EndRun& end);
    Answer operator()(const core::SaveBaseline& save);
    Answer operator()(const core::LoadBaseline&);
    Answer operator()(const core::LoadBaselineValues& load);
    Answer operator()(const core::ListBaseline& list);
    Answer operator()(const core::ForgetBaseline& forget);
    Answer operator()(const core::LoadOpenWork&);
    Answer operator()(const core::ListRuns& list);
    Answer operator()(const core::LoadRun& load);
    Answer operator()(const core::AddJob& add);
    Answer operator()(const core::UpdateJob& update);
    Answer operator()(const core::ListJobs& list);

private:
    core::LeaseState leaseAnswer() const;
    Result<void> checkEpoch(std::uint64_t epoch) const;
    /// The run, after the epoch was checked; a copy that this transaction may write.
    Result<Run*> writableRun(std::uint64_t epoch, const std::string& id);
    std::shared_ptr<const Run>* findRun(const std::string& id);

    State m_state;
    const storage::ProcessProbe& m_probe;
};

core::LeaseState ModelStore::Transaction::leaseAnswer() const {
    core::LeaseState answer = m_state.lease;
    if (answer.held && m_probe) {
        answer.process = m_probe(answer.owner);
    }
    return answer;
}

Result<void> ModelStore::Transaction::checkEpoch(std::uint64_t epoch) const {
    if (!m_state.lease.held || m_state.lease.epoch != epoch) {
        return fail(ErrorKind::LeaseLost, "another worker took over");
    }
    return {};
}

std::shared_ptr<const ModelStore::Run>* ModelStore::Transaction::findRun(const std::string& id) {
    const auto found = std::find_if(m_state.runs.begin(), m_state.runs.end(),
                                    [&](const auto& run) { return run->record.header.id == id; });
    return found == m_state.runs.end() ? nullptr : &*found;
}

Result<ModelStore::Run*> ModelStore::Transaction::writableRun(std::uint64_t epoch, const std::string& id) {
    if (const Result<void> current = checkEpoch(epoch); !current) {
        return tl::unexpected(current.error());
    }
    std::shared_ptr<const Run>* const slot = findRun(id);
    if (slot == nullptr) {
        return fail(ErrorKind::NotFound, "no such run", id);
    }
    auto copy = std::make_shared<Run>(**slot);
    Run* const writable = copy.get();
    *slot = std::move(copy);
    return writable;
}

// ---- lease

Answer ModelStore::Transaction::operator()(const core::TakeLease& take) {
    core::LeaseState& lease = m_state.lease;
    const bool asSeen = take.seenEpoch != 0 && lease.epoch == take.seenEpoch && lease.beat == take.seenBeat;
    if (lease.held && !asSeen) {
        return fail(ErrorKind::LeaseTaken, "another run executes", lease.owner.host);
    }
    lease = {.epoch = lease.epoch + 1, .beat = 0, .held = true, .owner = take.owner};
    return StoreAnswer(leaseAnswer());
}

Answer ModelStore::Transaction::operator()(const core::Heartbeat& beat) {
    return checkEpoch(beat.epoch).and_then([&] {
        ++m_state.lease.beat;
        return stored();
    });
}

Answer ModelStore::Transaction::operator()(const core::ReleaseLease& release) {
    return checkEpoch(release.epoch).and_then([&] {
        m_state.lease.held = false;
        return stored();
    });
}

// ---- run and plan

Answer ModelStore::Transaction::operator()(const core::BeginRun& begin) {
    if (const Result<void> current = checkEpoch(begin.epoch); !current) {
        return tl::unexpected(current.error());
    }
    if (findRun(begin.header.id) != nullptr) {
        return fail(ErrorKind::Internal, "the run has begun already", begin.header.id);
    }
    auto run = std::make_shared<Run>();
    run->record.header = begin.header;
    m_state.runs.push_back(std::move(run));
    return stored();
}

Answer ModelStore::Transaction::operator()(const core::AddPlanRows& add) {
    return writableRun(add.epoch, add.run).and_then([&](Run* run) -> Answer {
        if (run->record.sealed || add.rows.size() > storage::kMaxPlanRowsAnOperation) {
            return fail(ErrorKind::Internal, "rows added to a sealed plan, or too many at once", add.run);
        }
        for (const core::PlannedChange& change : add.rows) {
            Row row{.change = std::make_shared<const core::PlannedChange>(change)};
            if (!run->rows.emplace(change.row, std::move(row)).second) {
                return fail(ErrorKind::Internal, "a row added twice", add.run);
            }
        }
        return stored();
    });
}

Answer ModelStore::Transaction::operator()(const core::SealPlan& seal) {
    return writableRun(seal.epoch, seal.run).and_then([&](Run* run) -> Answer {
        const bool complete = run->rows.size() == seal.rows
                              && (run->rows.empty() || run->rows.rbegin()->first + 1 == seal.rows);
        core::RunRecord& record = run->record;
        const bool repeated = !record.sealed || record.header.planSha256 == seal.planSha256;
        if (!complete || !repeated) {
            return fail(ErrorKind::Internal, "the plan has other rows than it is sealed for", seal.run);
        }
        record.sealed = true;
        record.header.planSha256 = seal.planSha256;
        return stored();
    });
}

Answer ModelStore::Transaction::operator()(const core::Claim& claim) {
    return writableRun(claim.epoch, claim.run).and_then([&](Run* run) -> Answer {
        if (!run->record.sealed) {
            return fail(ErrorKind::Internal, "the plan is not sealed", claim.run);
        }
        core::ClaimedRows answer;
        const std::uint64_t end = std::uint64_t{claim.first} + claim.count;
        for (auto at = run->rows.lower_bound(claim.first); at != run->rows.end() && at->first < end; ++at) {
            Row& row = at->second;
            if (row.state == RowState::NotStarted) {
                row.state = RowState::Claimed;
                row.epoch = claim.epoch;
                row.claimedAt = claim.wall;
                row.writeTimeout = claim.writeTimeout;
                answer.rows.push_back(row.stored());
            }
        }
        return StoreAnswer(std::move(answer));
    });
}

Answer ModelStore::Transaction::operator()(const core::RecordOutcomes& record) {
    return writableRun(record.epoch, record.run).and_then([&](Run* run) -> Answer {
        for (const core::RowOutcome& outcome : record.rows) {
            const auto found = run->rows.find(outcome.row);
            if (found == run->rows.end()) {
                return fail(ErrorKind::NotFound, "no such row", record.run);
            }
            if (Row& row = found->second; !core::isFinal(row.state) || row.open()) {
                row.state = outcome.state;
                row.step = std::max(row.step, outcome.step);
                row.error = outcome.error;
            }
        }
        return stored();
    });
}

Answer ModelStore::Transaction::operator()(const core::EndRun& end) {
    return writableRun(end.epoch, end.run).and_then([&](Run* run) {
        run->record.end = end.end;
        return stored();
    });
}

// ---- baseline

Answer ModelStore::Transaction::operator()(const core::SaveBaseline& save) {
    return checkEpoch(save.epoch).and_then([&] {
        auto copy = std::make_shared<Baseline>(*m_state.baseline);
        for (const core::BaselineRow& row : save.rows) {
            auto& kept = (*copy)[row.email];
            if (!kept || !isOlder(row.entry, kept->entry)) {
                kept = std::make_shared<const core::BaselineRow>(row);
            }
        }
        m_state.baseline = std::move(copy);
        return stored();
    });
}

Answer ModelStore::Transaction::operator()(const core::LoadBaseline&) {
    core::BaselineEntries answer;
    for (const auto& [email, row] : *m_state.baseline) {
        answer.entries.push_back(row->entry);
    }
    return StoreAnswer(std::move(answer));
}

Answer ModelStore::Transaction::operator()(const core::LoadBaselineValues& load) {
    core::BaselineRows answer;
    for (const std::string& email : load.emails) {
        if (const auto found = m_state.baseline->find(email); found != m_state.baseline->end()) {
            answer.rows.push_back(*found->second);
        }
    }
    return StoreAnswer(std::move(answer));
}

Answer ModelStore::Transaction::operator()(const core::ListBaseline& list) {
    core::BaselineRows answer;
    for (auto row = m_state.baseline->upper_bound(list.after);
         row != m_state.baseline->end() && answer.rows.size() < list.limit; ++row) {
        answer.rows.push_back(*row->second);
    }
    return StoreAnswer(std::move(answer));
}

Answer ModelStore::Transaction::operator()(const core::ForgetBaseline& forget) {
    return checkEpoch(forget.epoch).and_then([&] {
        auto copy = std::make_shared<Baseline>(*m_state.baseline);
        const std::size_t before = copy->size();
        if (forget.emails.empty()) {
            copy->clear();
        }
        for (const std::string& email : forget.emails) {
            copy->erase(email);
        }
        const core::Forgotten answer{before - copy->size()};
        m_state.baseline = std::move(copy);
        return Answer(StoreAnswer(answer));
    });
}

// ---- recovery and history

Answer ModelStore::Transaction::operator()(const core::LoadOpenWork&) {
    core::OpenWork answer;
    for (const auto& run : m_state.runs) {
        core::OpenWork::Run work{.record = run->record};
        for (const auto& [number, row] : run->rows) {
            ++work.rows[static_cast<std::size_t>(row.state)];
            if (row.open()) {
                work.open.push_back(row.stored());
            }
            if (row.state == RowState::Done && row.change->action == core::Action::CreatePortalUser) {
                work.createdUsers.push_back(row.change->email);
            }
        }
        if (!run->record.end || !work.open.empty()) {
            answer.runs.push_back(std::move(work));
        }
    }
    return StoreAnswer(std::move(answer));
}

Answer ModelStore::Transaction::operator()(const core::ListRuns& list) {
    core::Runs answer;
    for (auto run = m_state.runs.rbegin(); run != m_state.runs.rend() && answer.runs.size() < list.limit;
         ++run) {
        answer.runs.push_back((*run)->record);
    }
    return StoreAnswer(std::move(answer));
}

Answer ModelStore::Transaction::operator()(const core::LoadRun& load) {
    const std::shared_ptr<const Run>* const run = findRun(load.id);
    if (run == nullptr) {
        return fail(ErrorKind::NotFound, "no such run", load.id);
    }
    core::RunRows answer{.record = (*run)->record};
    for (const auto& [number, row] : (*run)->rows) {
        answer.rows.push_back(row.stored());
    }
    return StoreAnswer(std::move(answer));
}

// ---- queue

Answer ModelStore::Transaction::operator()(const core::AddJob& add) {
    core::Jobs& jobs = m_state.jobs;
    const auto open = std::find_if(jobs.begin(), jobs.end(),
                                   [](const core::Job& job) { return !core::isEnded(job.state); });
    if (open != jobs.end()) {
        return StoreAnswer(core::JobAnswer{*open, false});
    }
    jobs.push_back({.id = static_cast<std::int64_t>(jobs.size()) + 1,
                    .revision = 1,
                    .requestedBy = add.job.requestedBy,
                    .requestedAt = add.job.requestedAt});
    return StoreAnswer(core::JobAnswer{jobs.back(), true});
}

Answer ModelStore::Transaction::operator()(const core::UpdateJob& update) {
    core::Jobs& jobs = m_state.jobs;
    const auto kept =
        std::find_if(jobs.begin(), jobs.end(), [&](const core::Job& job) { return job.id == update.job.id; });
    if (kept == jobs.end()) {
        return fail(ErrorKind::NotFound, "no such job", std::to_string(update.job.id));
    }
    if (kept->revision != update.job.revision || core::isEnded(kept->state)) {
        return StoreAnswer(core::JobAnswer{*kept, false});
    }
    core::Job changed = update.job;
    changed.requestedBy = kept->requestedBy;
    changed.requestedAt = kept->requestedAt;
    ++changed.revision;
    *kept = changed;
    return StoreAnswer(core::JobAnswer{std::move(changed), true});
}

Answer ModelStore::Transaction::operator()(const core::ListJobs& list) {
    core::JobList answer;
    for (auto job = m_state.jobs.rbegin(); job != m_state.jobs.rend() && answer.jobs.size() < list.limit;
         ++job) {
        answer.jobs.push_back(*job);
    }
    return StoreAnswer(std::move(answer));
}

// ---- the store

ModelStore::ModelStore(storage::ProcessProbe probe) : m_probe(std::move(probe)) {}

core::StoreResult ModelStore::commit(const core::StoreBatch& batch) {
    Transaction transaction(m_state, m_probe);
    std::vector<StoreAnswer> answers;
    for (const core::StoreOperation& operation : batch) {
        Answer answer = std::visit(transaction, operation);
        if (!answer) {
            return tl::unexpected(std::move(answer).error());
        }
        answers.push_back(*std::move(answer));
    }
    m_state = transaction.take();
    return answers;
}

std::vector<SeenClaim> ModelStore::claims() const {
    std::vector<SeenClaim> found;
    for (const auto& run : m_state.runs) {
        for (const auto& [number, row] : run->rows) {
            if (row.state == RowState::Claimed) {
                found.push_back({.run = run->record.header.id,
                                 .row = number,
                                 .email = row.change->email,
                                 .epoch = row.epoch,
                                 .step = row.step});
            }
        }
    }
    return found;
}

std::optional<core::StoredRow> ModelStore::row(std::string_view run, std::uint32_t number) const {
    for (const auto& candidate : m_state.runs) {
        if (candidate->record.header.id == run) {
            const auto found = candidate->rows.find(number);
            return found == candidate->rows.end() ? std::nullopt : std::optional(found->second.stored());
        }
    }
    return std::nullopt;
}

std::vector<core::BaselineRow> ModelStore::baseline() const {
    std::vector<core::BaselineRow> rows;
    for (const auto& [email, row] : *m_state.baseline) {
        rows.push_back(*row);
    }
    return rows;
}

} // namespace devsync::testing
