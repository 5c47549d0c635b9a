// SPDX-License-Identifier: Apache-2.0
#include "app/cli/profile_command.h"

#include "app/cli/output.h"
#include "app/cli/prompt.h"
#include "app/cli/terminal.h"
#include "app/cli/workplace.h"
#include "sync/report/profile_document.h"
#include "sync/service/profile_paths.h"
#include "sync/service/profile_read.h"
#include "sync/service/profile_storage.h"
#include "sync/texts/profile_text.h"

#include <iostream>

namespace devsync::cli {

namespace {

using core::ErrorKind;
using service::NewProfile;

int usage(std::string detail, Format format) {
    return reportError({.kind = ErrorKind::Usage, .detail = std::move(detail)}, format);
}

/// Blocks: nothing else goes on, and Ctrl-C ends the program with nothing written.
std::optional<std::string> ask(const std::string& question) {
    std::cerr << question << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) ? std::optional(answer) : std::nullopt;
}

// ---- list and show

report::ProfileLine lineOf(const service::ListedProfile& listed) {
    report::ProfileLine line{.name = listed.name, .file = listed.file};
    if (!listed.profile) {
        line.error = listed.profile.error();
        return line;
    }
    line.organization = listed.profile->apigee.organization;
    line.portal = listed.profile->portal.url;
    return line;
}

int list(const Arguments& arguments) {
    std::vector<report::ProfileLine> lines;
    for (const service::ListedProfile& listed : service::listProfiles(profilesFolder()))
        lines.push_back(lineOf(listed));
    if (arguments.format == Format::Text)
        writeOut(report::profilesText(lines));
    else
        writeDocument(arguments.format,
                      [&](const report::Sink& sink) { report::writeProfilesDocument(lines, sink); });
    return 0;
}

int show(const Arguments& arguments, const std::string& file) {
    const auto profile = service::readProfile(file);
    if (!profile)
        return reportError(profile.error(), arguments.format);
    const auto settings = service::describeProfile(*profile);
    if (arguments.format == Format::Text)
        writeOut(report::profileText(file, settings));
    else
        writeDocument(arguments.format, [&](const report::Sink& sink) {
            report::writeProfileDocument(profile->name, file, settings, sink);
        });
    return 0;
}

// ---- add

/// What is asked when a flag did not say it.
struct Question {
    std::string text;
    std::string flag;
    std::string* answer;
};

std::vector<Question> missingIn(NewProfile& profile) {
    std::vector<Question> questions;
    const auto need = [&questions](std::string& value, const char* text, const char* flag) {
        if (value.empty())
            questions.push_back({text, flag, &value});
    };
    need(profile.organization, "Apigee organization: ", "--organization");
    if (!profile.token.isGiven())
        need(profile.token.file, "File with the Apigee access token: ", "--token-file");
    need(profile.portalUrl, "Address of the portal (https://…): ", "--portal-url");
    need(profile.portalUser, "Portal user to sign in with: ", "--portal-user");
    if (!profile.password.isGiven())
        need(profile.password.file, "File with that user's password: ", "--password-file");
    return questions;
}

/// False: the input ended.
bool askAll(const std::vector<Question>& questions) {
    for (const Question& question : questions)
        while (question.answer->empty()) {
            const std::optional<std::string> answer = ask(question.text);
            if (!answer)
                return false;
            *question.answer = *answer;
        }
    return true;
}

int add(const Arguments& arguments, const std::string& file) {
    NewProfile profile = arguments.newProfile;
    const std::vector<Question> questions = missingIn(profile);
    if (!questions.empty() && !canAsk(arguments.global)) {
        std::string flags;
        for (const Question& question : questions)
            flags += " " + question.flag;
        return usage("without a terminal to ask at, `profile add` needs" + flags, arguments.format);
    }
    if (!askAll(questions))
        return usage("the input ended before the profile was complete", arguments.format);
    if (const auto added = service::addProfile(file, service::profileText(profile)); !added)
        return reportError(added.error(), arguments.format);
    writeOut(texts::profileAddedText(service::profileNameOf(file), file));
    return 0;
}

// ---- remove

int remove(const Arguments& arguments, const std::string& file) {
    if (!arguments.global.yes && !canAsk(arguments.global))
        return usage("`profile remove` without a terminal to ask at needs `--yes`", arguments.format);
    if (!arguments.global.yes && !isYes(ask(texts::removeProfileQuestion(file)).value_or("")))
        return 0;
    if (const auto removed = service::removeProfile(file); !removed)
        return reportError(removed.error(), arguments.format);
    writeOut(texts::profileRemovedText(file));
    return 0;
}

} // namespace

int runProfile(const Arguments& arguments) {
    if (arguments.command == Command::ProfileList)
        return list(arguments);
    const auto file = profileFile(arguments.profileName);
    if (!file)
        return reportError(file.error(), arguments.format);
    switch (arguments.command) {
    case Command::ProfileShow:
        return show(arguments, *file);
    case Command::ProfileAdd:
        return add(arguments, *file);
    default:
        return remove(arguments, *file);
    }
}

} // namespace devsync::cli
