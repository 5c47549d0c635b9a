// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/report_text.h"

#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

std::string andMore(std::uint64_t count) {
    return say(QT_TRANSLATE_NOOP("texts", "… and %1 more"), {number(count)});
}

std::string systemsText(const SystemsFacts& facts) {
    const Counted forms{QT_TRANSLATE_N_NOOP("texts", "%1 account"),
                        QT_TRANSLATE_N_NOOP("texts", "%1 accounts")};
    return say(QT_TRANSLATE_NOOP("texts", "Apigee %1: %2 · portal %3: %4"),
               {facts.organization, sayCount(forms, facts.accounts.apigee), facts.portal,
                sayCount(forms, facts.accounts.portal)});
}

std::string restText(const core::PlanCounts& counts) {
    return say(
        QT_TRANSLATE_NOOP("texts", "same %1 · left out by settings %2 · differs, not synchronised %3 · "
                                   "conflicts %4"),
        {number(std::uint64_t{counts.same}), number(std::uint64_t{counts.excluded}),
         number(std::uint64_t{counts.differsNotSynchronised}), number(std::uint64_t{counts.conflicts})});
}

std::string firstRunText() {
    return say(QT_TRANSLATE_NOOP("texts", "First synchronization: nothing is known of an earlier run."));
}

std::string plannedText(std::uint64_t count) {
    return say(QT_TRANSLATE_NOOP("texts", "%1 planned"), {number(count)});
}

std::string recoveryText(std::uint64_t count) {
    return sayCount({QT_TRANSLATE_N_NOOP("texts", "%1 new portal user needs password recovery:"),
                     QT_TRANSLATE_N_NOOP("texts", "%1 new portal users need password recovery:")},
                    count);
}

std::string nothingToGoOnWithText() {
    return say(QT_TRANSLATE_NOOP("texts", "No run was interrupted: there is nothing to go on with."));
}

std::string baselineCountText(std::uint64_t count) {
    return sayCount({QT_TRANSLATE_N_NOOP("texts", "%1 account is remembered."),
                     QT_TRANSLATE_N_NOOP("texts", "%1 accounts are remembered.")},
                    count);
}

std::string forgetQuestion(const std::string& email) {
    if (!email.empty())
        return say(QT_TRANSLATE_NOOP("texts", "Forget what the last synchronization knew of %1? [y/N] "),
                   {quoted(email)});
    return say(QT_TRANSLATE_NOOP(
        "texts", "Forget all that the last synchronization knew? The next run is then a first one. [y/N] "));
}

std::string forgottenText(std::uint64_t count) {
    return sayCount({QT_TRANSLATE_N_NOOP("texts", "Forgot %1 account."),
                     QT_TRANSLATE_N_NOOP("texts", "Forgot %1 accounts.")},
                    count);
}

std::string noRunsText() {
    return say(QT_TRANSLATE_NOOP("texts", "No run yet."));
}

} // namespace devsync::texts
