// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/plan_text.h"

#include "sync/texts/error_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

namespace {

/// "update 61 portal users and 9 developers, newest side wins": one point, because it is one rule.
std::string updatePoint(const core::PlanCounts& counts) {
    const std::string users = sayCount(
        {QT_TRANSLATE_N_NOOP("texts", "%1 portal user"), QT_TRANSLATE_N_NOOP("texts", "%1 portal users")},
        counts.updatePortalUser);
    const std::string developers = sayCount(
        {QT_TRANSLATE_N_NOOP("texts", "%1 developer"), QT_TRANSLATE_N_NOOP("texts", "%1 developers")},
        counts.updateDeveloper);
    if (counts.updateDeveloper == 0)
        return say(QT_TRANSLATE_NOOP("texts", "update %1, newest side wins"), {users});
    if (counts.updatePortalUser == 0)
        return say(QT_TRANSLATE_NOOP("texts", "update %1, newest side wins"), {developers});
    return say(QT_TRANSLATE_NOOP("texts", "update %1 and %2, newest side wins"), {users, developers});
}

void addCounted(std::vector<std::string>& points, const Counted& forms, std::uint32_t count) {
    if (count > 0)
        points.push_back(sayCount(forms, count));
}

} // namespace

std::vector<std::string> planPoints(const core::PlanCounts& counts) {
    std::vector<std::string> points;
    addCounted(
        points,
        {QT_TRANSLATE_N_NOOP("texts", "create %1 portal user for an Apigee developer not yet in the portal "
                                      "(random password)"),
         QT_TRANSLATE_N_NOOP("texts", "create %1 portal users for Apigee developers not yet in the portal "
                                      "(random password)")},
        counts.createPortalUser);
    addCounted(
        points,
        {QT_TRANSLATE_N_NOOP("texts", "create %1 developer in Apigee for a portal user not yet there"),
         QT_TRANSLATE_N_NOOP("texts", "create %1 developers in Apigee for portal users not yet there")},
        counts.createDeveloper);
    if (counts.updatePortalUser + counts.updateDeveloper > 0)
        points.push_back(updatePoint(counts));
    addCounted(points,
               {QT_TRANSLATE_N_NOOP("texts", "update %1 account on both sides"),
                QT_TRANSLATE_N_NOOP("texts", "update %1 accounts on both sides")},
               counts.updateBoth);
    addCounted(points, {QT_TRANSLATE_N_NOOP("texts", "hold %1"), QT_TRANSLATE_N_NOOP("texts", "hold %1")},
               counts.held);
    points.push_back(say(QT_TRANSLATE_NOOP("texts", "never delete")));
    return points;
}

std::string planSentence(const core::PlanCounts& counts) {
    if (counts.planned() == 0)
        return say(QT_TRANSLATE_NOOP("texts", "Both sides agree (%1). Nothing will be written."),
                   {sayCount({QT_TRANSLATE_N_NOOP("texts", "%1 account"),
                              QT_TRANSLATE_N_NOOP("texts", "%1 accounts")},
                             accountsInScope(counts))});
    std::string list;
    for (const std::string& point : planPoints(counts))
        list += (list.empty() ? "" : "; ") + point;
    return say(QT_TRANSLATE_NOOP("texts", "Developer synchronization will: %1."), {list});
}

std::string planSavedText(const std::string& file) {
    return say(QT_TRANSLATE_NOOP("texts", "Saved in %1. Execute it with `devsync apply %1`."), {file});
}

std::string rowsLeftOutText(std::uint32_t rows) {
    return sayCount(
        {QT_TRANSLATE_N_NOOP("texts", "%1 more account would be written; `--limit-rows` leaves it out."),
         QT_TRANSLATE_N_NOOP("texts", "%1 more accounts would be written; `--limit-rows` leaves them out.")},
        rows);
}

std::string wrongNumberText(std::uint32_t writes) {
    return say(QT_TRANSLATE_NOOP("texts", "That is not the number of accounts that are written, %1."),
               {std::to_string(writes)});
}

std::string runRefusedText(const core::Error& refusal) {
    return say(QT_TRANSLATE_NOOP("texts", "`sync` and `apply` will refuse this plan: %1"),
               {describe(refusal).line()});
}

std::uint64_t accountsInScope(const core::PlanCounts& counts) {
    return std::uint64_t{counts.same} + counts.planned();
}

} // namespace devsync::texts
