// SPDX-License-Identifier: Apache-2.0
#include "app/cli/arguments.h"

#include "sync/core/ledger.h"

#include <CLI/CLI.hpp>

#include <map>
#include <sstream>

namespace devsync::cli {

namespace {

template <class E>
using Names = std::map<std::string, E>;

/// T: E, or an optional one.
template <class E, class T>
CLI::Option* addChoice(CLI::App& app, const std::string& name, T& target, const Names<E>& names,
                       const std::string& help) {
    std::string allowed;
    for (const auto& [word, value] : names)
        allowed += (allowed.empty() ? "" : "|") + word;
    const auto take = [&target, names, allowed, name](const std::string& text) {
        const auto found = names.find(text);
        if (found == names.end())
            throw CLI::ValidationError(name, "must be one of " + allowed + ", not \"" + text + "\"");
        target = found->second;
    };
    return app.add_option_function<std::string>(name, take, help)->type_name(allowed);
}

void addGlobals(CLI::App& app, GlobalArguments& global) {
    auto* profile = app.add_option("--profile", global.profile, "Name of the profile")->type_name("NAME");
    app.add_option("--config", global.config, "Profile file to use")->type_name("FILE")->excludes(profile);
    app.add_option("--state", global.state, "State of the profile: plans, runs, baseline")->type_name("PATH");
    auto* quiet = app.add_flag("-q,--quiet", global.quiet, "Only errors on stderr");
    app.add_flag("-v", global.verbosity, "More messages; -vv for all")->excludes(quiet);
    app.add_option("--log-file", global.logFile, "Append the log to this file")->type_name("FILE");
    addChoice<log::LineFormat>(app, "--log-format", global.logFormat,
                               {{"text", log::LineFormat::Text}, {"json", log::LineFormat::JsonLines}},
                               "Lines of the log");
    addChoice<ColourMode>(
        app, "--color", global.colour,
        {{"auto", ColourMode::Auto}, {"always", ColourMode::Always}, {"never", ColourMode::Never}},
        "Colours on stderr");
    addChoice<ProgressMode>(app, "--progress", global.progress,
                            {{"bar", ProgressMode::Bar},
                             {"plain", ProgressMode::Plain},
                             {"json", ProgressMode::Json},
                             {"none", ProgressMode::None}},
                            "Progress on stderr");
    app.add_flag("-y,--yes", global.yes, "Go ahead without asking; safety limits still stop");
    app.add_flag("--no-input", global.noInput, "Never ask");
}

CLI::App* addCommand(CLI::App& app, Arguments& arguments, Command command, const std::string& name,
                     const std::string& help) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->fallthrough();
    sub->final_callback([&arguments, command] { arguments.command = command; });
    return sub;
}

CLI::Option* addJson(CLI::App& command, Arguments& arguments) {
    return command.add_flag_callback(
        "--json", [&arguments] { arguments.format = Format::Json; }, "One JSON document on stdout");
}

void addFormats(CLI::App& command, Arguments& arguments) {
    CLI::Option* json = addJson(command, arguments);
    command
        .add_flag_callback(
            "--jsonl", [&arguments] { arguments.format = Format::JsonLines; },
            "One JSON line per event on stdout, a summary last")
        ->excludes(json);
}

/// What restricts the plan, alike for check, plan and sync.
void addRules(CLI::App& command, Arguments& arguments) {
    RunArguments& run = arguments.run;
    addFormats(command, arguments);
    addChoice<core::Direction>(command, "--direction", run.direction,
                               {{"two-way", core::Direction::TwoWay},
                                {"apigee-to-portal", core::Direction::ApigeeToPortal},
                                {"portal-to-apigee", core::Direction::PortalToApigee}},
                               "Instead of the profile's direction");
    addChoice<core::OnlyKind>(command, "--only", run.only,
                              {{"create", core::OnlyKind::Create}, {"update", core::OnlyKind::Update}},
                              "Leave the other kind of change alone");
    command.add_flag("--detailed-exitcode", run.detailedExitCode, "Exit 2 when differences exist");
}

std::string mustBeCount(const std::string& text) {
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const bool fits = digits && text.size() <= 18 && text.find_first_not_of('0') != std::string::npos;
    return fits ? std::string() : "must be a whole number from 1, not \"" + text + "\"";
}

void addConfirm(CLI::App& command, RunArguments& run) {
    command.add_option("--confirm", run.confirm, "Lift the limits for up to N accounts that are written")
        ->type_name("N")
        ->check(CLI::Validator(mustBeCount, ""));
}

void addLimitRows(CLI::App& command, RunArguments& run) {
    command.add_option("--limit-rows", run.limitRows, "Only the first N accounts that would be written")
        ->type_name("N")
        ->check(CLI::Validator(mustBeCount, ""));
}

/// Whether the error is about a command and not about an argument of one.
bool lacksCommand(const CLI::App& app) {
    const std::vector<CLI::App*> given = app.get_subcommands();
    return given.empty() || (given.front()->get_require_subcommand_min() > 0 && lacksCommand(*given.front()));
}

/// CLI11 misses a subcommand before it looks at what was given in its place.
std::string describe(const CLI::App& app, const CLI::ParseError& error) {
    const std::vector<std::string> left = app.remaining();
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::RequiredError) || !lacksCommand(app))
        return error.what();
    const bool isOption = left.empty() || left.front().starts_with('-');
    return isOption ? "a command is missing" : "there is no command \"" + left.front() + "\"";
}

void addRunCommands(CLI::App& app, Arguments& arguments) {
    addRules(*addCommand(app, arguments, Command::Check, "check", "Are there differences? Writes nothing"),
             arguments);
    CLI::App* plan =
        addCommand(app, arguments, Command::Plan, "plan", "Show what a run would do. Writes nothing");
    addRules(*plan, arguments);
    plan->add_flag("--all", arguments.run.all, "Show accounts that are the same or excluded, too");
    plan->add_option("-o,--output", arguments.run.planFile, "Save it, to be executed later by `apply`")
        ->type_name("FILE");
    addLimitRows(*plan, arguments.run);

    CLI::App* apply = addCommand(app, arguments, Command::Apply, "apply", "Execute exactly a saved plan");
    addFormats(*apply, arguments);
    addConfirm(*apply, arguments.run);
    apply->add_option("FILE", arguments.run.planFile, "Made by `plan -o FILE`")->required();

    CLI::App* sync = addCommand(app, arguments, Command::Sync, "sync",
                                "Compare, judge the limits, write (also apigee-edge:sync)");
    sync->alias("apigee-edge:sync")->alias("apigee_edge:sync");
    addRules(*sync, arguments);
    addConfirm(*sync, arguments.run);
    addLimitRows(*sync, arguments.run);
    sync->add_flag("--dry-run", arguments.run.dryRun, "Print the plan, write nothing");
}

void addRuns(CLI::App& app, Arguments& arguments) {
    CLI::App* runs = app.add_subcommand("runs", "History");
    runs->fallthrough()->require_subcommand(1);
    addJson(*addCommand(*runs, arguments, Command::RunsList, "list", "Runs of the profile, newest first"),
            arguments);
    CLI::App* show = addCommand(*runs, arguments, Command::RunsShow, "show", "One run with its accounts");
    addJson(*show, arguments);
    show->add_option("ID", arguments.runId, "Which run")->required();

    CLI::App* resume = addCommand(*runs, arguments, Command::RunsResume, "resume",
                                  "Go on with a run that was interrupted or stopped");
    addFormats(*resume, arguments);
    addConfirm(*resume, arguments.run);
    resume->add_option("ID", arguments.runId, "Which run; the last one when left out");
    CLI::App* discard = addCommand(*runs, arguments, Command::RunsDiscard, "discard",
                                   "Settle what such a run left open and cancel the rest");
    addFormats(*discard, arguments);
    discard->add_option("ID", arguments.runId, "Which run; the last one when left out");
}

void addBaseline(CLI::App& app, Arguments& arguments) {
    CLI::App* baseline = app.add_subcommand("baseline", "What the last synchronization remembers");
    baseline->fallthrough()->require_subcommand(1);
    CLI::App* show = addCommand(*baseline, arguments, Command::BaselineShow, "show", "What both sides held");
    addJson(*show, arguments);
    show->add_option("--email", arguments.email, "Only this account");
    CLI::App* forget = addCommand(*baseline, arguments, Command::BaselineForget, "forget",
                                  "Let it go: the next run is then a first one");
    addJson(*forget, arguments);
    forget->add_option("--email", arguments.email, "Only of this account");
}

void addExport(CLI::App& app, Arguments& arguments) {
    CLI::App* command = addCommand(app, arguments, Command::Export, "export",
                                   "A run or a saved plan for other programs, or its log to read");
    command->add_option("RUN|FILE", arguments.exported, "A run of the history, or a plan file")->required();
    addChoice<ExportFormat>(*command, "--format", arguments.exportFormat,
                            {{"text", ExportFormat::Text},
                             {"csv", ExportFormat::Csv},
                             {"json", ExportFormat::Json},
                             {"jsonl", ExportFormat::JsonLines}},
                            "Of a run: log to read, accounts, run document, log");
    command->add_option("-o,--output", arguments.outputFile, "Instead of stdout")->type_name("FILE");
}

void addSecretPlace(CLI::App& command, const std::string& name, service::SecretPlace& place) {
    auto* file =
        command.add_option("--" + name + "-file", place.file, "Read from this file")->type_name("FILE");
    auto* variable = command.add_option("--" + name + "-env", place.variable, "Read from this variable")
                         ->type_name("NAME")
                         ->excludes(file);
    command.add_option("--" + name + "-command", place.command, "Printed by this program; last option")
        ->type_name("PROGRAM …")
        ->expected(1, 100)
        ->excludes(file)
        ->excludes(variable);
}

void addNewProfile(CLI::App& command, service::NewProfile& profile) {
    command.add_option("--organization", profile.organization, "Apigee organization")->type_name("NAME");
    command.add_option("--endpoint", profile.endpoint, "Of the management API; empty: Apigee X's")
        ->type_name("URL");
    addSecretPlace(command, "token", profile.token);
    command.add_option("--portal-url", profile.portalUrl, "Address of the portal")->type_name("URL");
    command.add_option("--portal-user", profile.portalUser, "Who signs in to the portal")->type_name("NAME");
    addSecretPlace(command, "password", profile.password);
    command.add_option("--module-push", profile.modulePush, "Does the portal push saved users to Apigee?")
        ->type_name("auto|yes|no");
    const auto attribute = [&profile](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
            const std::size_t at = text.find('=');
            if (at == std::string::npos)
                throw CLI::ValidationError("--attribute", "must be ATTRIBUTE=FIELD, not \"" + text + "\"");
            profile.attributes.emplace_back(text.substr(0, at), text.substr(at + 1));
        }
    };
    command
        .add_option_function<std::vector<std::string>>("--attribute", attribute, "Mapped; may be given again")
        ->type_name("ATTRIBUTE=FIELD")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
}

void addProfiles(CLI::App& app, Arguments& arguments) {
    CLI::App* profile = app.add_subcommand("profile", "Profile files");
    profile->fallthrough()->require_subcommand(1);
    addJson(*addCommand(*profile, arguments, Command::ProfileList, "list", "All of them"), arguments);
    CLI::App* show = addCommand(*profile, arguments, Command::ProfileShow, "show", "One, without secrets");
    addJson(*show, arguments);
    CLI::App* add =
        addCommand(*profile, arguments, Command::ProfileAdd, "add", "A new one; asks what is not given");
    addNewProfile(*add, arguments.newProfile);
    CLI::App* remove =
        addCommand(*profile, arguments, Command::ProfileRemove, "remove", "Its file; the state stays");
    for (CLI::App* command : {show, add, remove})
        command->add_option("NAME", arguments.profileName, "Which profile")->required();
}

void addSandbox(CLI::App& app, Arguments& arguments) {
    SandboxArguments& sandbox = arguments.sandbox;
    CLI::App* command = addCommand(app, arguments, Command::Sandbox, "sandbox",
                                   "Apigee and a portal to try things out, on this machine only");
    command->add_option("--apigee-port", sandbox.apigeePort, "0: any free one");
    command->add_option("--portal-port", sandbox.portalPort, "0: any free one");
    command->add_option("--dialect", sandbox.dialect, "The edition Apigee is played in")->type_name("x");
    command->add_option("--developers", sandbox.developers, "Accounts on each side (mix peer)");
    auto* mix = command->add_option("--mix", sandbox.mix, "Which accounts: as many differences, or stories")
                    ->type_name("peer|small|demo");
    command->add_option("--world", sandbox.worldFile, "Both sides from this file")
        ->type_name("FILE")
        ->excludes(mix);
    command->add_option("--seed", sandbox.seed, "The same seed makes the same accounts");
    command->add_option("--latency-ms", sandbox.latencyMs, "Every answer of both sides comes this late");
    command->add_option("--fault", sandbox.faults, "A fault, as JSON; may be given again")
        ->type_name("SPEC")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
    command->add_flag("--module-push", sandbox.modulePush, "The portal pushes every save to Apigee");
    command->add_option("--apigee-clock", sandbox.apigeeClock, "Seconds ahead")->type_name("±S");
    command->add_option("--portal-clock", sandbox.portalClock, "Seconds ahead")->type_name("±S");
    command->add_option("--profile-out", sandbox.profileOut, "Write a profile for it")->type_name("FILE");
}

void addAll(CLI::App& app, Arguments& arguments) {
    app.set_version_flag("--version", "devsync " DEVSYNC_VERSION);
    app.require_subcommand(1);
    addGlobals(app, arguments.global);
    CLI::App* demo = addCommand(app, arguments, Command::Demo, "demo",
                                "A whole synchronisation in a sandbox of its own, explained");
    demo->add_option("--story", arguments.story, "Only this story")->type_name("NAME");
    addRunCommands(app, arguments);
    addRuns(app, arguments);
    addProfiles(app, arguments);
    addExport(app, arguments);
    addBaseline(app, arguments);
    addSandbox(app, arguments);
}

ParseEnd endOf(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream problem;
    const int code = app.exit(error, out, problem);
    if (code == static_cast<int>(CLI::ExitCodes::Success))
        return {.output = out.str()};
    return {.exitCode = core::exitCodeOf(core::ErrorKind::Usage), .usage = describe(app, error)};
}

} // namespace

tl::expected<Arguments, ParseEnd> parseArguments(int argc, const char* const* argv) {
    Arguments arguments;
    CLI::App app("Keeps Apigee developers and portal users in step.", "devsync");
    try {
        addAll(app, arguments);
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return tl::unexpected(endOf(app, error));
    }
    return arguments;
}

} // namespace devsync::cli
