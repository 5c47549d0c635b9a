// SPDX-License-Identifier: Apache-2.0
// What the simulator holds a run to, by name; I… are the invariants of the manual. For each the mutants test
// has a seeded bug that breaks it.
#pragma once

#include <array>

namespace devsync::testing {

inline constexpr const char* kPlanIsPure = "a plan does not depend on the order of a listing (I1)";
inline constexpr const char* kIdleAtLast = "a second run has nothing to do (I2)";
inline constexpr const char* kSidesAgree = "both sides agree in the end (I3)";
inline constexpr const char* kFieldFence = "field fence (I4)";
inline constexpr const char* kNeverDeletes = "never deletes (I5)";
inline constexpr const char* kRightWinner = "right winner (I6)";
inline constexpr const char* kNoEditLost = "no foreign edit is lost (I7)";
inline constexpr const char* kCreatedOnce = "creation at most once (I8)";
inline constexpr const char* kNeverRepeated = "a lost write is settled by reading, never repeated (I8)";
inline constexpr const char* kWholeRecord = "a record is its original or as planned (I9)";
inline constexpr const char* kClaimedFirst = "claim durable before the request (I10)";
inline constexpr const char* kNoClaimLeft = "no claim is left open (I10)";
inline constexpr const char* kLedgerCloses = "ledger closes (I11)";
inline constexpr const char* kLimitsFirst = "no write beyond a limit (I12)";
inline constexpr const char* kAbsenceProven = "who is missing is missing (I13)";
inline constexpr const char* kOneRowOnly = "a failure of one row is its own (I14)";
inline constexpr const char* kOneExecutor = "one executor at a time (I15)";
inline constexpr const char* kRunEnds = "a run ends (I17)";
inline constexpr const char* kEndsInTime = "an undisturbed run ends in time (I17)";
inline constexpr const char* kOneInFlight = "one request in flight an account";
inline constexpr const char* kUnknownIsOpen = "unknown is not failed";
inline constexpr const char* kDoneIsExecuted = "done is executed";
inline constexpr const char* kStatusOfCreated = "a created developer has its user's status";
inline constexpr const char* kStopHeard = "a stopped run begins no row";

inline constexpr std::array kPromises{
    kPlanIsPure,   kIdleAtLast,  kSidesAgree,    kFieldFence,     kNeverDeletes,    kRightWinner,
    kNoEditLost,   kCreatedOnce, kNeverRepeated, kWholeRecord,    kClaimedFirst,    kNoClaimLeft,
    kLedgerCloses, kLimitsFirst, kAbsenceProven, kOneRowOnly,     kOneExecutor,     kRunEnds,
    kEndsInTime,   kOneInFlight, kUnknownIsOpen, kDoneIsExecuted, kStatusOfCreated, kStopHeard,
};

} // namespace devsync::testing
