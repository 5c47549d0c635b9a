// SPDX-License-Identifier: Apache-2.0
// Seeded bugs for the simulator: a test build (DEVSYNC_MUTANTS) turns one of them on and must be caught.
// In the product every question is answered with false at compile time. A mutant keeps its number for ever.
#pragma once

namespace devsync::core {

inline constexpr int kMutantSendBeforeClaim = 1;
inline constexpr int kMutantRepeatCreate = 2;
inline constexpr int kMutantOwnWriteIsEdit = 3;
inline constexpr int kMutantTieToPortal = 4;
inline constexpr int kMutantPlanOnPartialListing = 5;
inline constexpr int kMutantStatusWritten = 6;
inline constexpr int kMutantUnknownIsFailed = 7;
inline constexpr int kMutantTwoExecutors = 8;
inline constexpr int kMutantLeaseEndIgnored = 9;      ///< a write leaves although the lease may be over
inline constexpr int kMutantPreconditionSkipped = 10; ///< what the account holds now is not compared
inline constexpr int kMutantOneReadingSettles = 11;   ///< of a lost write, however early
inline constexpr int kMutantUnmanagedDropped = 12;    ///< from the attributes that are put
inline constexpr int kMutantClockIgnored = 13;        ///< the offset between the two systems
inline constexpr int kMutantSecondStepForgotten = 14; ///< a blocked user's developer stays active
inline constexpr int kMutantForeignEditIsOurs = 15;   ///< what came after our creation becomes the baseline
inline constexpr int kMutantUnknownIsDone = 16;       ///< a lost write counts as applied
inline constexpr int kMutantBaselineNotSaved = 17;    ///< of what was written
inline constexpr int kMutantLedgerLosesARow = 18;     ///< the counts of a run do not close
inline constexpr int kMutantLoserIsCopied = 19;       ///< the winner gets the loser's value
inline constexpr int kMutantFieldForgotten = 20;      ///< a first name is not written
inline constexpr int kMutantListingOrder = 21; ///< a plan's identifiers depend on the order of a listing
inline constexpr int kMutantHalfARecord = 22;  ///< a developer is written without its attributes
inline constexpr int kMutantLimitsIgnored = 23;
inline constexpr int kMutantRowEndsTheRun = 24;     ///< a row that fails stops all others
inline constexpr int kMutantBusyForgotten = 25;     ///< a batch that met a busy store is not asked again
inline constexpr int kMutantStopNotHeard = 26;      ///< a stopped run goes on
inline constexpr int kMutantOpenWorkForgotten = 27; ///< what a dead run left open is not settled
inline constexpr int kMutantSentTwice = 28;         ///< an update leaves again before its answer
inline constexpr int kMutantSettlesLate = 29;       ///< a lost write is read again after ten minutes

#ifdef DEVSYNC_MUTANTS
/// Defined and set by the test program, before anything runs; 0 = none.
extern int activeMutant;
inline bool mutant(int number) {
    return activeMutant == number;
}
#else
constexpr bool mutant(int) {
    return false;
}
#endif

} // namespace devsync::core
