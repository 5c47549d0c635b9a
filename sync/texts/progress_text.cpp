// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/progress_text.h"

#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

std::string phaseText(engine::Phase phase) {
    switch (phase) {
    case engine::Phase::Idle:
        return say(QT_TRANSLATE_NOOP("texts", "Ready"));
    case engine::Phase::Preparing:
        return say(QT_TRANSLATE_NOOP("texts", "Signing in…"));
    case engine::Phase::Recovering:
        return say(QT_TRANSLATE_NOOP("texts", "Settling what an interrupted run left…"));
    case engine::Phase::Listing:
        return say(QT_TRANSLATE_NOOP("texts", "Reading both sides…"));
    case engine::Phase::LoadingBaseline:
        return say(QT_TRANSLATE_NOOP("texts", "Comparing…"));
    case engine::Phase::Deciding:
        return say(QT_TRANSLATE_NOOP("texts", "Waiting for your decision"));
    case engine::Phase::Storing:
        return say(QT_TRANSLATE_NOOP("texts", "Storing the plan…"));
    case engine::Phase::Executing:
        return say(QT_TRANSLATE_NOOP("texts", "Writing…"));
    case engine::Phase::Ending:
        return say(QT_TRANSLATE_NOOP("texts", "Finishing…"));
    case engine::Phase::Ended:
        return say(QT_TRANSLATE_NOOP("texts", "Finished"));
    }
    return {};
}

std::string progressText(const engine::RunView& view) {
    const std::string phase = phaseText(view.phase);
    if (view.phase == engine::Phase::Listing)
        return say(QT_TRANSLATE_NOOP("texts", "%1 Apigee %2, portal %3 accounts"),
                   {phase, number(std::uint64_t{view.sides.apigee.accounts}),
                    number(std::uint64_t{view.sides.portal.accounts})});
    if (view.phase != engine::Phase::Executing)
        return phase;
    const core::LedgerCounts& counts = view.counts;
    return say(QT_TRANSLATE_NOOP("texts", "%1 %2 of %3"),
               {phase, number(std::uint64_t{counts.planned - counts.notStarted}),
                number(std::uint64_t{counts.planned})});
}

} // namespace devsync::texts
