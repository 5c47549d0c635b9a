// SPDX-License-Identifier: Apache-2.0
#include "sync/core/ledger.h"

#include "sync/core/check.h"
#include "sync/core/mutant.h"

#include <numeric>

namespace devsync::core {

namespace {

constexpr int kExitDone = 0;
constexpr int kExitFailed = 1;
constexpr int kExitRowsFailed = 3;
constexpr int kExitRowsHeld = 4;
constexpr int kExitTemporary = 5;
constexpr int kExitLimit = 6;
constexpr int kExitPlanStale = 7;
constexpr int kExitProfile = 10;
constexpr int kExitLeaseTaken = 11;
constexpr int kExitRefused = 12;
constexpr int kExitUsage = 64;
constexpr int kExitInterrupt = 130;
constexpr int kExitTerminate = 143;

std::size_t at(RowState state) {
    return static_cast<std::size_t>(state);
}

/// Of a run whose rows all ended.
Verdict judgeRows(const LedgerCounts& counts) {
    if (counts.planned == 0)
        return {VerdictKind::NothingToDo, kExitDone};
    if (counts.failed > 0)
        return {VerdictKind::WithFailures, kExitRowsFailed};
    if (counts.held > 0 || counts.stale > 0 || counts.cancelled > 0)
        return {VerdictKind::WithWarnings, kExitRowsHeld};
    return {VerdictKind::Success, kExitDone};
}

/// A stop that came too late to keep any row from running has stopped nothing.
Verdict judgeOperatorStop(const LedgerCounts& counts, int exitCode) {
    const bool allRowsEnded = counts.planned > 0 && counts.notStarted == 0 && counts.cancelled == 0;
    return allRowsEnded ? judgeRows(counts) : Verdict{VerdictKind::Stopped, exitCode};
}

Verdict judgeBeforeWrite(const VerdictInputs& inputs) {
    if (inputs.leaseTaken)
        return {VerdictKind::Failed, kExitLeaseTaken};
    return {VerdictKind::Failed, inputs.error ? exitCodeOf(*inputs.error) : kExitFailed};
}

} // namespace

Ledger::Ledger(std::uint32_t plannedRows) : m_states(plannedRows, RowState::NotStarted) {
    m_perState[at(RowState::NotStarted)] = plannedRows;
}

void Ledger::set(std::uint32_t row, RowState state) {
    DEVSYNC_CHECK(row < m_states.size());
    --m_perState[at(m_states[row])];
    ++m_perState[at(state)];
    m_states[row] = state;
}

void Ledger::setError(std::uint32_t row, Error error) {
    DEVSYNC_CHECK(row < m_states.size());
    m_errors.insert_or_assign(row, std::move(error));
}

const Error* Ledger::error(std::uint32_t row) const {
    const auto found = m_errors.find(row);
    return found == m_errors.end() ? nullptr : &found->second;
}

LedgerCounts ledgerCounts(const RowsByState& rows) {
    const std::uint32_t claimed = rows[at(RowState::Claimed)];
    const std::uint32_t done = rows[at(RowState::Done)];
    return {.planned = std::accumulate(rows.begin(), rows.end(), 0U),
            .done = mutant(kMutantLedgerLosesARow) && done > 0 ? done - 1 : done,
            .failed = rows[at(RowState::Failed)],
            .stale = rows[at(RowState::Stale)],
            .held = rows[at(RowState::Held)],
            .cancelled = rows[at(RowState::Cancelled)],
            .notStarted = rows[at(RowState::NotStarted)] + claimed,
            .unsettled = claimed};
}

Verdict judge(const VerdictInputs& inputs) {
    switch (inputs.cause) {
    case StopCause::None:
        return inputs.counts.notStarted == 0 ? judgeRows(inputs.counts)
                                             : Verdict{VerdictKind::Interrupted, kExitFailed};
    case StopCause::Operator:
        return judgeOperatorStop(inputs.counts, kExitInterrupt);
    case StopCause::Terminated:
        return judgeOperatorStop(inputs.counts, kExitTerminate);
    case StopCause::Credentials:
        return {VerdictKind::Stopped, kExitRefused};
    case StopCause::Lost:
        return {VerdictKind::Stopped, kExitTemporary};
    case StopCause::Limit:
        return {VerdictKind::SafetyLimit, kExitLimit};
    case StopCause::BeforeWrite:
        return judgeBeforeWrite(inputs);
    }
    return {VerdictKind::Failed, kExitFailed};
}

int exitCodeOf(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::NetworkRefused:
    case ErrorKind::NetworkDns:
    case ErrorKind::NetworkClosed:
    case ErrorKind::NetworkTimeout:
    case ErrorKind::RateLimited:
    case ErrorKind::ServerFault:
    case ErrorKind::Maintenance:
    case ErrorKind::SideLost:
    case ErrorKind::StoreBusy:
    case ErrorKind::LeaseLost:
        return kExitTemporary;
    case ErrorKind::SafetyLimit:
    case ErrorKind::ApprovalNeeded:
        return kExitLimit;
    case ErrorKind::Stale:
    case ErrorKind::PlanFileInvalid:
    case ErrorKind::PlanOutdated:
        return kExitPlanStale;
    case ErrorKind::ProfileMissing:
    case ErrorKind::ProfileInvalid:
    case ErrorKind::SecretUnavailable:
    case ErrorKind::NotInThisVersion:
    case ErrorKind::StoreForeign:
        return kExitProfile;
    case ErrorKind::LeaseTaken:
        return kExitLeaseTaken;
    case ErrorKind::SignInRefused:
    case ErrorKind::PermissionDenied:
    case ErrorKind::MailHidden:
        return kExitRefused;
    case ErrorKind::Usage:
        return kExitUsage;
    default: // the rest needs a person, and a repeat changes nothing
        return kExitFailed;
    }
}

std::string_view verdictName(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Success:
        return "success";
    case VerdictKind::NothingToDo:
        return "nothing-to-do";
    case VerdictKind::WithWarnings:
        return "with-warnings";
    case VerdictKind::WithFailures:
        return "with-failures";
    case VerdictKind::SafetyLimit:
        return "safety-limit";
    case VerdictKind::Stopped:
        return "stopped";
    case VerdictKind::Failed:
        return "failed";
    case VerdictKind::Interrupted:
        break;
    }
    return "interrupted";
}

} // namespace devsync::core
