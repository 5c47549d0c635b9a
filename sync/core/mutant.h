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
