// SPDX-License-Identifier: Apache-2.0
// The stored form of a run: what the store keeps and the executor works from. The executor knows nothing
// else; the comparison is only for the window (architecture, section 4).
#pragma once

#include "sync/core/account.h"
#include "sync/core/baseline.h"
#include "sync/core/ledger.h"
#include "sync/core/plan.h"
#include "sync/core/retry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devsync::core {

/// A planned row as stored when the plan is approved, with its before-image.
struct PlannedChange {
    std::uint32_t row = 0; ///< number among the planned rows of its run, from 0
    std::string email;     ///< folded
    std::uint64_t changeId = 0;
    Action action = Action::Held;
    Reason reason = Reason::None;
    HeldBecause heldBecause = HeldBecause::None;
    Winner winner = Winner::None;
    std::uint16_t flags = 0;
    std::uint16_t detail = 0; ///< PlanRow::detail, e.g. the field that holds the row
    FieldMask writeApigee;
    FieldMask writePortal;
    BothSides<std::optional<Account>> before; ///< as listed; nullopt = absent
    std::vector<Value> result;                ///< wanted copied fields by FieldIndex
    std::string userName;                     ///< of the account to create
    Status createStatus = Status::Active;
    BothSides<std::int64_t> editedAt{}; ///< seconds of Apigee's clock, as the rule compared them
    std::string note;                   ///< Plan::note
    std::uint64_t twinsFingerprint = 0; ///< RowDetails::twinsFingerprint

    bool has(RowFlag flag) const { return (flags & static_cast<std::uint16_t>(flag)) != 0; }
    bool operator==(const PlannedChange&) const = default;
};

/// How far a row of two requests has come. A row past First stays open until it ends (sync-rules 4).
enum class RowStep : std::uint8_t { First, Second };

/// Later runs still have to settle or finish the row: its outcome is unknown, or its second request has not
/// succeeded.
constexpr bool isOpen(RowState state, RowStep step) {
    const bool unfinished = state == RowState::NotStarted || state == RowState::Failed;
    return state == RowState::Claimed || (step == RowStep::Second && unfinished);
}

struct StoredRow {
    PlannedChange change;
    RowState state = RowState::NotStarted;
    RowStep step = RowStep::First;
    std::optional<Error> error;
    Millis claimedAt{};      ///< wall
    Millis writeTimeout{};   ///< as stored with the claim
    std::uint64_t epoch = 0; ///< of the claim
};

struct RowOutcome {
    std::uint32_t row = 0;
    RowState state = RowState::Done; ///< Claimed with step Second: first request applied, second still open
    RowStep step = RowStep::First;
    std::optional<Error> error;
};

/// Identity of the state: another one is refused (exit 10).
struct Identity {
    std::string edition; ///< "x" …
    std::string endpoint;
    std::string organization;
    std::string portal; ///< base URL
    bool operator==(const Identity&) const = default;
};

struct RunHeader {
    std::string id;
    std::string profile;
    std::string requestedBy;
    Millis startedAt{}; ///< wall
    RunSeed seed{};
    std::string planSha256; ///< set by sealing
    std::int64_t offsetSeconds = 0;
    bool firstRun = false;
    PlanCounts counts;
    BothSides<std::uint32_t> accounts{}; ///< listed when the plan was made, before scope
};

/// Requests of one side by method, counted when sent.
struct RequestCounts {
    std::uint64_t get = 0, post = 0, put = 0, patch = 0, retries = 0;
    bool operator==(const RequestCounts&) const = default;
};

struct RunEnd {
    VerdictKind verdict = VerdictKind::Interrupted;
    int exitCode = 0;
    Millis finishedAt{}; ///< wall
    LedgerCounts counts;
    BothSides<RequestCounts> requests;
    std::optional<Error> error; ///< of the run, not of a row
};

/// A run as `runs list` shows it.
struct RunRecord {
    RunHeader header;
    bool sealed = false;
    std::optional<RunEnd> end; ///< nullopt: running, or interrupted
};

} // namespace devsync::core
