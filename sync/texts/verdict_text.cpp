// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/verdict_text.h"

#include "sync/texts/error_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

namespace {

using core::StopCause;
using core::VerdictKind;

std::string agreement(std::uint64_t accounts) {
    if (accounts == 0)
        return say(QT_TRANSLATE_NOOP("texts", "Both sides agree."));
    return say(
        QT_TRANSLATE_NOOP("texts", "Both sides agree (%1)."),
        {sayCount({QT_TRANSLATE_N_NOOP("texts", "%1 account"), QT_TRANSLATE_N_NOOP("texts", "%1 accounts")},
                  accounts)});
}

std::string stopReason(const VerdictFacts& facts) {
    switch (facts.cause) {
    case StopCause::Operator:
        return say(QT_TRANSLATE_NOOP("texts", "by the operator"));
    case StopCause::Terminated:
        return say(QT_TRANSLATE_NOOP("texts", "the program was asked to end"));
    case StopCause::Credentials:
        return say(QT_TRANSLATE_NOOP("texts", "credentials were refused midway"));
    case StopCause::Lost:
        return say(QT_TRANSLATE_NOOP("texts", "a side or the state was lost midway"));
    case StopCause::Limit:
        return say(QT_TRANSLATE_NOOP("texts", "a safety limit was exceeded"));
    case StopCause::None:
    case StopCause::BeforeWrite:
        break;
    }
    return say(QT_TRANSLATE_NOOP("texts", "before the first write"));
}

std::string stateOfRun(const core::LedgerCounts& counts) {
    return counts.nothingWritten() ? say(QT_TRANSLATE_NOOP("texts", "Nothing was written."))
                                   : ledgerText(counts) + ".";
}

void addPart(std::string& text, const char* source, std::uint32_t count) {
    if (count > 0)
        text += (text.empty() ? "" : ", ") + say(source, {number(std::uint64_t{count})});
}

} // namespace

std::string ledgerText(const core::LedgerCounts& counts) {
    std::string text;
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 done"), counts.done);
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 failed"), counts.failed);
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 stale"), counts.stale);
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 held"), counts.held);
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 cancelled"), counts.cancelled);
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 not settled yet"), counts.unsettled);
    addPart(text, QT_TRANSLATE_NOOP("texts", "%1 not started"), counts.notStarted - counts.unsettled);
    return text.empty() ? say(QT_TRANSLATE_NOOP("texts", "nothing planned")) : text;
}

std::string endedAtOnceText() {
    return say(QT_TRANSLATE_NOOP("texts", "Ended at once; the next run settles what was under way."));
}

std::string verdictSentence(const VerdictFacts& facts) {
    switch (facts.kind) {
    case VerdictKind::Success:
        return say(QT_TRANSLATE_NOOP("texts", "Finished with success. %1"), {agreement(facts.accounts)});
    case VerdictKind::NothingToDo:
        return say(QT_TRANSLATE_NOOP("texts", "Nothing to do. %1"), {agreement(facts.accounts)});
    case VerdictKind::WithWarnings:
        return say(QT_TRANSLATE_NOOP("texts", "Finished with warnings: %1."), {ledgerText(facts.counts)});
    case VerdictKind::WithFailures:
        return say(QT_TRANSLATE_NOOP("texts", "Finished with failures: %1."), {ledgerText(facts.counts)});
    case VerdictKind::SafetyLimit:
        return say(QT_TRANSLATE_NOOP("texts", "Stopped: a safety limit was exceeded. Nothing was written."));
    case VerdictKind::Stopped:
        return say(QT_TRANSLATE_NOOP("texts", "Stopped: %1. %2"),
                   {stopReason(facts), stateOfRun(facts.counts)});
    case VerdictKind::Failed:
        return say(QT_TRANSLATE_NOOP("texts", "Failed. Nothing was written."));
    case VerdictKind::Interrupted:
        return say(QT_TRANSLATE_NOOP("texts", "Interrupted: the process ended before the run did."));
    }
    return {};
}

std::string verdictRemedy(const VerdictFacts& facts) {
    switch (facts.kind) {
    case VerdictKind::Success:
    case VerdictKind::NothingToDo:
        return {};
    case VerdictKind::WithWarnings:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Look at the held and stale accounts below; what is resolved goes with "
                                     "the next run."));
    case VerdictKind::WithFailures:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Look at the failed accounts below, then run again: what is done stays "
                                     "done."));
    case VerdictKind::SafetyLimit:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Look at the plan; if it is right, confirm with `--confirm=N`, N being "
                                     "the number of accounts it writes."));
    case VerdictKind::Stopped:
    case VerdictKind::Failed:
        if (facts.error)
            return describe(*facts.error).remedy;
        return say(QT_TRANSLATE_NOOP("texts", "Run again to go on."));
    case VerdictKind::Interrupted:
        return say(QT_TRANSLATE_NOOP("texts", "Run again: what was in flight is settled by reading first."));
    }
    return {};
}

} // namespace devsync::texts
