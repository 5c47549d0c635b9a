// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/profile_text.h"

#include "sync/texts/translate.h"

#include <QCoreApplication>

namespace devsync::texts {

std::string noProfilesText() {
    return say(QT_TRANSLATE_NOOP("texts", "No profile yet. Make one with `devsync profile add NAME`."));
}

std::string profileAddedText(const std::string& name, const std::string& file) {
    return say(QT_TRANSLATE_NOOP("texts", "Wrote %1. Try it with `devsync --profile %2 check`."),
               {file, name});
}

std::string profileRemovedText(const std::string& file) {
    return say(
        QT_TRANSLATE_NOOP("texts", "Removed %1. Its state, with the history of its runs, is still there."),
        {file});
}

std::string removeProfileQuestion(const std::string& file) {
    return say(QT_TRANSLATE_NOOP("texts", "Remove %1? [y/N] "), {file});
}

} // namespace devsync::texts
