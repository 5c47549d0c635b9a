// SPDX-License-Identifier: Apache-2.0
// One state byte a planned row. The verdict of a run is computed from this alone (sync-rules 10).
#pragma once

#include "sync/core/error.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace devsync::core {

enum class RowState : std::uint8_t {
    NotStarted,
    Claimed, ///< durable claim, outcome not known: Unknown until settled by reading
    Done,
    Failed,
    Stale,
    Held,
    Cancelled,
};

constexpr bool isFinal(RowState state) {
    return state != RowState::NotStarted && state != RowState::Claimed;
}

struct LedgerCounts {
    std::uint32_t planned = 0, done = 0, failed = 0, stale = 0, held = 0, cancelled = 0, notStarted = 0;
    std::uint32_t unsettled = 0; ///< of notStarted: claimed; the outcome is not known, or written in part
    /// No write of the run can have reached an account.
    bool nothingWritten() const { return done + failed + unsettled == 0; }
    bool operator==(const LedgerCounts&) const = default;
};

/// How many rows are in each state, by the state's number.
using RowsByState = std::array<std::uint32_t, 7>;
/// Claimed counts as notStarted: the ledger closes at every moment.
LedgerCounts ledgerCounts(const RowsByState& rows);

class Ledger {
public:
    Ledger() = default;
    /// All rows NotStarted.
    explicit Ledger(std::uint32_t plannedRows);

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_states.size()); }
    RowState state(std::uint32_t row) const { return m_states[row]; }
    void set(std::uint32_t row, RowState state);
    void setError(std::uint32_t row, Error error);
    const Error* error(std::uint32_t row) const;
    LedgerCounts counts() const { return ledgerCounts(m_perState); }

private:
    std::vector<RowState> m_states;
    std::map<std::uint32_t, Error> m_errors;
    RowsByState m_perState{};
};

enum class VerdictKind : std::uint8_t {
    Success,
    NothingToDo,
    WithWarnings,
    WithFailures,
    SafetyLimit,
    Stopped,
    Failed,
    Interrupted,
};

/// Why a run ended before its rows did.
enum class StopCause : std::uint8_t {
    None,
    Operator,    ///< SIGINT or Stop: exit 130
    Terminated,  ///< SIGTERM: exit 143
    Credentials, ///< refused midway: exit 12
    Lost,        ///< store, lease or a side lost midway: exit 5
    Limit,       ///< exit 6
    BeforeWrite, ///< an error before the first write; `error` decides 1, 5 or 12
};

struct VerdictInputs {
    LedgerCounts counts;
    StopCause cause = StopCause::None;
    std::optional<ErrorKind> error;
    bool leaseTaken = false;
};

struct Verdict {
    VerdictKind kind = VerdictKind::NothingToDo;
    int exitCode = 0;
    bool operator==(const Verdict&) const = default;
};

Verdict judge(const VerdictInputs& inputs);

/// Exit code of an error before anything was written (cli.md, exit codes): 1, 5, 6, 7, 10, 11, 12 or 64.
int exitCodeOf(ErrorKind kind);

/// "success", "nothing-to-do", … as in documents.
std::string_view verdictName(VerdictKind kind);

} // namespace devsync::core
