// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/story_text.h"

#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

std::string_view storyName(Story story) {
    switch (story) {
    case Story::Newer:
        return "newer";
    case Story::Tie:
        return "tie";
    case Story::Conflict:
        return "conflict";
    case Story::CaseTwins:
        return "case-twins";
    case Story::UserNameTaken:
        return "user-name-taken";
    case Story::NineteenAttributes:
        return "nineteen-attributes";
    case Story::FlakyServer:
        return "flaky-server";
    case Story::Reappears:
        return "reappears";
    }
    return {};
}

std::optional<Story> storyNamed(std::string_view name) {
    for (const Story story : kStories)
        if (storyName(story) == name)
            return story;
    return std::nullopt;
}

std::string storyTitle(Story story) {
    switch (story) {
    case Story::Newer:
        return say(QT_TRANSLATE_NOOP("texts", "Newer on one side"));
    case Story::Tie:
        return say(QT_TRANSLATE_NOOP("texts", "A tie"));
    case Story::Conflict:
        return say(QT_TRANSLATE_NOOP("texts", "A conflict"));
    case Story::CaseTwins:
        return say(QT_TRANSLATE_NOOP("texts", "Twins that differ in case"));
    case Story::UserNameTaken:
        return say(QT_TRANSLATE_NOOP("texts", "A user name that is taken"));
    case Story::NineteenAttributes:
        return say(QT_TRANSLATE_NOOP("texts", "Nineteen attributes"));
    case Story::FlakyServer:
        return say(QT_TRANSLATE_NOOP("texts", "A flaky server"));
    case Story::Reappears:
        return say(QT_TRANSLATE_NOOP("texts", "A deletion that would come back"));
    }
    return {};
}

std::string storyText(Story story) {
    switch (story) {
    case Story::Newer:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Two people were edited, one in Apigee and one in the portal. The newer "
                                     "side wins, the whole record."));
    case Story::Tie:
        return say(
            QT_TRANSLATE_NOOP("texts", "Both sides were edited in the same second. A tie goes to Apigee."));
    case Story::Conflict:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Both sides were edited since the last run, to different values. The "
                                     "rule decides; the row shows what the loser loses."));
    case Story::CaseTwins:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Two accounts of one side share an address but for upper and lower "
                                     "case. The row is held; nothing is guessed."));
    case Story::UserNameTaken:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "A developer's user name belongs to somebody else in the portal. The "
                                     "row is held, with a free name proposed."));
    case Story::NineteenAttributes:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "A developer would get a nineteenth attribute; Apigee holds eighteen. "
                                     "The row is held before the run."));
    case Story::FlakyServer:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "A server drops an answer after it has done its work. The outcome is "
                                     "settled by reading; nothing is written twice."));
    case Story::Reappears:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "An account was deleted on one side since the last run. The rule would "
                                     "create it again, and the row says so."));
    }
    return {};
}

} // namespace devsync::texts
