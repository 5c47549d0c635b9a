// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/sweep.h"

namespace devsync::testing {

std::string differenceFrom(const ReferenceRun& undisturbed, const ReferenceRun& run) {
    if (!run.violations.empty())
        return run.violations.front();
    if (run.world != undisturbed.world)
        return "another world";
    if (run.executedWrites != undisturbed.executedWrites)
        return std::to_string(run.executedWrites) + " writes were carried out, not "
               + std::to_string(undisturbed.executedWrites);
    return {};
}

QString firstWrong(Strike strike, std::uint64_t points, StateKind state) {
    const ReferenceRun undisturbed = playReferenceRun({}, state);
    for (strike.nth = 1; strike.nth <= points; ++strike.nth) {
        const std::string wrong = differenceFrom(undisturbed, playReferenceRun(strike, state));
        if (!wrong.empty())
            return QStringLiteral("operation %1: %2").arg(strike.nth).arg(QString::fromStdString(wrong));
    }
    return {};
}

} // namespace devsync::testing
