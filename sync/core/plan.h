// SPDX-License-Identifier: Apache-2.0
// What a run would do: one 32-byte row a pair; values are read from the comparison. Byte-identical for equal
// inputs. An override or a new policy makes a new plan; a plan is never mutated.
#pragma once

#include "sync/core/comparison.h"
#include "sync/core/policy.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

enum class Action : std::uint8_t {
    Same,
    CreatePortalUser,
    CreateDeveloper,
    UpdatePortalUser,
    UpdateDeveloper,
    UpdateBoth,
    Held,
    Excluded,
};

enum class Reason : std::uint8_t {
    None,
    Equal,
    ApigeeNewer,
    PortalNewer,
    Tie,
    OnlyInApigee,
    OnlyInPortal,
    Override,
    Merge,
    Direction, ///< direction, allow, read_only or --only forbid the write
    Scope,
    Protected,
    NoEmail,
};

enum class HeldBecause : std::uint8_t {
    None,
    Twins,
    Renamed,
    ValueDoesNotFit,
    UserNameTaken,
    UserNameIllegal,
    UpperCase,
    AttributeLimit,
    MissingNames,
    Reappear,
    Conflict,
    ModulePush,
    TimeUnknown,
    DuplicateAttribute,
    Operator,
};

/// Facts about a row that are no action: shown, counted, journalled.
enum class RowFlag : std::uint16_t {
    HasBaseline = 1u << 0,
    ChangedInApigee = 1u << 1, ///< since the baseline
    ChangedInPortal = 1u << 2,
    Conflict = 1u << 3,        ///< both changed, not to the same value
    StatusDiffers = 1u << 4,   ///< differs, not synchronised
    UserNameDiffers = 1u << 5, ///< differs, not synchronised
    EmailSpellingDiffers = 1u << 6,
    PlaceholderNames = 1u << 7, ///< created with FirstName/LastName
    SetInactive = 1u << 8,      ///< developer of a blocked user: second request
    DeletedInApigee = 1u << 9,  ///< known in the baseline, now gone there
    DeletedInPortal = 1u << 10,
    EmptyKept = 1u << 11,      ///< a portal-empty or attribute-absent difference kept on purpose (3.5)
    FutureInApigee = 1u << 12, ///< stamp in the future of its own server
    FutureInPortal = 1u << 13,
    ClockDecided = 1u << 14, ///< the corrected offset changed the winner
    LowerCased = 1u << 15,   ///< e-mail lower-cased towards Apigee by setting
};

struct PlanRow {
    Comparison::PairIndex pair = 0;
    Action action = Action::Same;
    Reason reason = Reason::None;
    HeldBecause heldBecause = HeldBecause::None;
    Winner winner = Winner::None;
    FieldMask writeApigee; ///< copied fields written there; on creation: all that are not empty
    FieldMask writePortal;
    std::uint64_t changeId =
        0; ///< derived from key, action, values and fingerprints; 0 for rows that write nothing
    std::uint16_t flags = 0;
    std::uint16_t detail =
        0; ///< held: 1 + FieldIndex that caused it; scope: 1 + rule number; renamed: see Plan::notes
    std::uint32_t removals = 0; ///< attributes this row removes or clears

    bool has(RowFlag flag) const { return (flags & static_cast<std::uint16_t>(flag)) != 0; }
    void set(RowFlag flag) { flags |= static_cast<std::uint16_t>(flag); }
    bool writes() const {
        return action != Action::Same && action != Action::Held && action != Action::Excluded;
    }
    bool planned() const { return writes() || action == Action::Held; }
    bool operator==(const PlanRow&) const = default;
};
static_assert(sizeof(PlanRow) <= 40);

struct PlanCounts {
    std::uint32_t same = 0, createPortalUser = 0, createDeveloper = 0, updatePortalUser = 0,
                  updateDeveloper = 0, updateBoth = 0, held = 0, excluded = 0, conflicts = 0,
                  differsNotSynchronised = 0;
    std::uint32_t removals = 0;
    std::uint32_t writes() const {
        return createPortalUser + createDeveloper + updatePortalUser + updateDeveloper + updateBoth;
    }
    std::uint32_t planned() const { return writes() + held; }
    bool operator==(const PlanCounts&) const = default;
};

struct Plan {
    std::vector<PlanRow> rows; ///< one a pair, same order as the comparison
    PlanCounts counts;
    std::int64_t offsetSeconds = 0; ///< portal − Apigee in force, subtracted from `changed`
    bool firstRun = false;          ///< no baseline existed when the run began
    /// Words that do not fit a row, by pair, ascending: the other address of a rename, a proposed user name.
    struct Note {
        Comparison::PairIndex pair;
        std::string text;
    };
    std::vector<Note> notes;

    std::string_view note(Comparison::PairIndex pair) const;
};

struct PlannedChange; // sync/core/journal.h

/// Everything a plan is made from. Pointers are never null except `decisions` and `saved`.
struct PlanInputs {
    std::shared_ptr<const Comparison> comparison;
    std::shared_ptr<const BaselineIndex> baseline;
    std::shared_ptr<const BaselineValues> baselineValues; ///< of all pairs with differs()
    std::shared_ptr<const Policy> policy;
    std::shared_ptr<const Decisions> decisions;
    std::int64_t offsetSeconds = 0; ///< 0 when ≤ 5 s or clock = raw
    BothSides<std::int64_t>
        serverNowMs{};           ///< each server's own clock at the end of its listing, for "in the future"
    Protected protectedAccounts; ///< known once the portal was signed in to
    bool firstRun = false;
    /// The rows of a plan read from a file, by their number: Plan::rows are then these and no others,
    /// PlanRow::pair is the number, and there is no comparison and no baseline.
    std::shared_ptr<const std::vector<PlannedChange>> saved;
};

/// The whole plan: planRow() for each pair, then the pass that spans rows (twins, renames, user-name
/// clashes).
Plan makePlan(const PlanInputs& inputs);

/// Leaves the first `most` rows that write; held rows stay. Counts are then of the rest. Answers how many
/// rows were cut off.
std::uint32_t cutToWritingRows(Plan& plan, std::uint32_t most);

} // namespace devsync::core
