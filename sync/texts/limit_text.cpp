// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/limit_text.h"

#include "sync/texts/row_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>
#include <algorithm>

namespace devsync::texts {

namespace {

const char* limitSource(core::LimitKind kind) {
    switch (kind) {
    case core::LimitKind::SideEmpty:
        return QT_TRANSLATE_NOOP("texts", "%1 lists no account, but held %3 after the last run.");
    case core::LimitKind::SideShrunk:
        return QT_TRANSLATE_NOOP("texts", "%1 lists only %2 accounts, but held %3 after the last run.");
    case core::LimitKind::Updates:
        return QT_TRANSLATE_NOOP("texts", "%1: %2 accounts would be updated; up to %3 need no confirmation.");
    case core::LimitKind::Creations:
        return QT_TRANSLATE_NOOP("texts", "%1: %2 accounts would be created; up to %3 need no confirmation.");
    case core::LimitKind::Removals:
        return QT_TRANSLATE_NOOP("texts",
                                 "%2 attribute values would be removed; up to %3 need no confirmation.");
    case core::LimitKind::Conflicts:
        return QT_TRANSLATE_NOOP("texts",
                                 "%2 accounts were changed on both sides; up to %3 need no confirmation.");
    }
    return "";
}

} // namespace

std::string limitText(const core::LimitExceeded& exceeded) {
    const std::string side = exceeded.side == core::Side::Apigee
                                 ? say(QT_TRANSLATE_NOOP("texts", "Apigee"))
                                 : say(QT_TRANSLATE_NOOP("texts", "The portal"));
    return say(limitSource(exceeded.kind),
               {side, number(std::uint64_t{exceeded.count}), number(std::uint64_t{exceeded.allowed})});
}

std::string absoluteLimitRemedy() {
    return say(QT_TRANSLATE_NOOP(
        "texts", "No number lifts this. Check that the profile names the right systems and that its accounts "
                 "see everybody there; if the people are really gone, use `devsync baseline forget`."));
}

std::string limitRemedy(const std::vector<core::LimitExceeded>& exceeded, const core::PlanCounts& counts) {
    if (exceeded.empty())
        return {};
    if (std::any_of(exceeded.begin(), exceeded.end(),
                    [](const core::LimitExceeded& limit) { return core::isAbsolute(limit.kind); }))
        return absoluteLimitRemedy();
    return say(QT_TRANSLATE_NOOP("texts",
                                 "Look at the plan; if it is right, type %1 or confirm with `--confirm=%1`."),
               {std::to_string(counts.writes())});
}

} // namespace devsync::texts
