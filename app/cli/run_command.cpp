// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_command.h"

#include "app/cli/output.h"
#include "app/cli/runs_command.h"
#include "app/cli/signal_watch.h"
#include "app/cli/terminal.h"
#include "sync/report/error_document.h"
#include "sync/report/plan_document.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_table.h"
#include "sync/report/run_document.h"
#include "sync/report/run_text.h"
#include "sync/service/plan_storage.h"
#include "sync/texts/plan_text.h"
#include "sync/texts/report_text.h"
#include "sync/texts/verdict_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <csignal>

namespace devsync::cli {

namespace {

constexpr std::size_t kRowsBeforeQuestion = 40;

bool wantsToWrite(const Arguments& arguments) {
    return arguments.command == Command::Apply
           || (arguments.command == Command::Sync && !arguments.run.dryRun);
}

engine::RunKind kindOf(const Arguments& arguments) {
    if (arguments.command == Command::RunsResume)
        return engine::RunKind::Resume;
    if (arguments.command == Command::RunsDiscard)
        return engine::RunKind::Discard;
    const bool writes = wantsToWrite(arguments);
    const bool allowed = arguments.global.yes || canAsk(arguments.global);
    if (!writes || !allowed)
        return engine::RunKind::Compare;
    return arguments.command == Command::Apply ? engine::RunKind::Apply : engine::RunKind::Sync;
}

std::optional<std::uint64_t> numberIn(const std::string& text) {
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// `journalled`: what the state knows; what it could not be told is settled by the next run.
core::RunEnd endOf(const engine::RunReport& report, const core::LedgerCounts& journalled) {
    return {.verdict = report.verdict.kind,
            .exitCode = report.verdict.exitCode,
            .finishedAt = report.finishedAt,
            .counts = journalled,
            .requests = report.requests,
            .error = report.error};
}

/// nullopt: the run has come to its end, or there is none.
core::Result<std::optional<std::string>> runToGoOnWith(const Workplace& workplace,
                                                       const std::string& wanted) {
    if (wanted.empty())
        return service::findUnfinishedRun(workplace.place())
            .map([](const std::optional<core::RunRecord>& run) {
                return run ? std::optional(run->header.id) : std::nullopt;
            });
    const auto run = service::readRun(workplace.place(), wanted);
    if (!run)
        return tl::unexpected(run.error().kind == core::ErrorKind::NotFound ? noSuchRun(wanted)
                                                                            : run.error());
    return core::isUnfinished(run->record) ? std::optional(wanted) : std::nullopt;
}

int reportNothingToGoOnWith(Format format) {
    if (format == Format::Text)
        writeOut(texts::nothingToGoOnWithText());
    else
        writeDocument(format, [](const report::Sink& sink) { report::writeNoRunDocument(sink); });
    return 0;
}

/// Left by a process that a second signal ends at once.
std::string lastWords(Format format) {
    if (format != Format::Text)
        return report::errorDocument(
            {.kind = core::ErrorKind::Stopped, .detail = "at once, by a second signal"}, {});
    const std::string clear = stderrIsTerminal() ? "\r\x1b[K" : "";
    return clear + texts::endedAtOnceText() + "\n";
}

int runToItsEnd(const Arguments& arguments, Workplace workplace, RunCommand::Stored stored) {
    auto messages = Messages::open(arguments);
    if (!messages)
        return reportError(messages.error(), arguments.format);
    RunCommand command(arguments, std::move(workplace), **messages, stored);
    if (stored.plan && command.lacksYes())
        return command.refuse(*stored.plan);
    const SignalWatch signalWatch([&command](int number) { command.signalled(number); },
                                  lastWords(arguments.format));
    command.start();
    return QCoreApplication::exec();
}

} // namespace

int runPlanCommand(const Arguments& arguments) {
    auto workplace = openWorkplace(arguments.global);
    if (!workplace)
        return reportError(workplace.error(), arguments.format);
    RunCommand::Stored stored;
    if (arguments.command == Command::Apply) {
        const service::Profile& profile = *workplace->profile;
        auto loaded = service::loadPlan(arguments.run.planFile, service::identityOf(profile),
                                        service::policyOf(profile));
        if (!loaded)
            return reportError(loaded.error(), arguments.format);
        stored.plan = *std::move(loaded);
    }
    return runToItsEnd(arguments, *std::move(workplace), std::move(stored));
}

int runStoredRun(const Arguments& arguments) {
    auto workplace = openWorkplace(arguments.global);
    if (!workplace)
        return reportError(workplace.error(), arguments.format);
    const core::Result<std::optional<std::string>> run = runToGoOnWith(*workplace, arguments.runId);
    if (!run)
        return reportError(run.error(), arguments.format);
    if (!*run)
        return reportNothingToGoOnWith(arguments.format);
    return runToItsEnd(arguments, *std::move(workplace), {.plan = nullptr, .run = **run});
}

RunCommand::RunCommand(const Arguments& arguments, Workplace workplace, Messages& messages, Stored stored)
    : m_arguments(arguments), m_workplace(std::move(workplace)), m_messages(messages),
      m_stored(std::move(stored)), m_kind(kindOf(arguments)), m_client(messages.logger()) {
    connect(&m_client, &service::SyncClient::planReady, this, &RunCommand::planReady);
    connect(&m_client, &service::SyncClient::viewChanged, this, [this](const auto& view) {
        if (!m_prompt)
            m_messages.progress().show(*view);
    });
    connect(&m_client, &service::SyncClient::ended, this, &RunCommand::ended);
    connect(&m_client, &service::SyncClient::refused, this,
            [this](const core::Error& error) { leave(reportError(error, m_arguments.format)); });
}

void RunCommand::start() {
    m_client.start({.kind = m_kind,
                    .profile = m_workplace.profile,
                    .policy = policy(),
                    .state = m_workplace.state,
                    .storedRun = m_stored.run,
                    .limitRows = m_arguments.run.limitRows,
                    .saved = m_stored.plan});
}

core::Policy RunCommand::policy() const {
    if (m_stored.plan)
        return *m_stored.plan->inputs.policy;
    core::Policy policy = service::policyOf(*m_workplace.profile);
    if (m_arguments.run.direction)
        policy.direction = *m_arguments.run.direction;
    policy.only = m_arguments.run.only;
    return policy;
}

void RunCommand::signalled(int number) {
    m_client.stop(number == SIGTERM ? core::StopCause::Terminated : core::StopCause::Operator);
}

bool RunCommand::lacksYes() const {
    return wantsToWrite(m_arguments) && !executes();
}

// ---- the plan stands

void RunCommand::planReady(const PlanPointer& plan) {
    if (plan->rowsLeftOut > 0) {
        m_messages.progress().clear();
        writeErr(texts::rowsLeftOutText(plan->rowsLeftOut));
    }
    if (!m_stored.run.empty())
        return; // approved when it was stored
    if (!executes() || plan->refusal || plan->plan.counts.writes() == 0)
        return; // nothing to decide: the run ends by itself
    const bool asks = canAsk(m_arguments.global);
    if (asks && numberIsNeeded(*plan)) {
        showForQuestion(*plan);
        return askForNumber(plan->plan.counts.writes());
    }
    if (m_arguments.global.yes)
        return m_client.goAhead(m_arguments.run.confirm);
    showForQuestion(*plan);
    askToGoAhead();
}

/// No number lifts an absolute stop: the engine refuses it by itself.
bool RunCommand::numberIsNeeded(const engine::PreparedPlan& plan) const {
    const bool absolute = std::ranges::any_of(
        plan.limitsExceeded, [](const core::LimitExceeded& limit) { return core::isAbsolute(limit.kind); });
    return !absolute && !core::mayProceed(plan.limitsExceeded, plan.plan.counts, m_arguments.run.confirm);
}

void RunCommand::showForQuestion(const engine::PreparedPlan& plan) const {
    m_messages.progress().clear();
    const std::string text = planTable(plan, context(plan), report::RowsShown::Planned,
                                       textOptions(m_arguments.global, kRowsBeforeQuestion));
    m_arguments.format == Format::Text ? writeOut(text) : writeErr(text);
}

report::PlanContext RunCommand::context(const engine::PreparedPlan& plan) const {
    const core::Identity identity = service::identityOf(*m_workplace.profile);
    return {.profile = m_workplace.profile->name,
            .identity = identity,
            .planSha256 = report::planSha256(plan, identity),
            .directionGiven = m_arguments.run.direction.has_value()};
}

void RunCommand::askToGoAhead() {
    m_prompt = std::make_unique<Prompt>("Go ahead? [y/N] ", [this](const std::optional<std::string>& answer) {
        m_prompt.release()->deleteLater(); // we are inside its call
        if (answer && isYes(*answer))
            m_client.goAhead(m_arguments.run.confirm);
        else
            m_client.decline();
    });
}

void RunCommand::askForNumber(std::uint32_t writes) {
    const auto take = [this, writes](const std::optional<std::string>& answer) {
        m_prompt.release()->deleteLater(); // we are inside its call
        const auto number = answer ? numberIn(*answer) : std::nullopt;
        if (!number || *number < writes)
            writeErr(texts::wrongNumberText(writes));
        if (number)
            m_client.goAhead(*number);
        else
            m_client.decline();
    };
    m_prompt = std::make_unique<Prompt>("Number of accounts that are written, to go ahead: ", take);
}

// ---- the end

void RunCommand::ended(const ReportPointer& report) {
    m_messages.progress().clear();
    m_messages.flush();
    leave(executes() ? concludeSync(*report) : concludeCompare(*report));
}

int RunCommand::concludeCompare(const engine::RunReport& report) {
    if (!report.plan || report.cause != core::StopCause::None)
        return concludeWithoutRun(report);
    if (report.plan->refusal)
        writeErr(texts::runRefusedText(*report.plan->refusal));
    if (lacksYes())
        return refuse(*report.plan);
    printPlan(*report.plan);
    if (!m_arguments.run.planFile.empty())
        if (const int failed = savePlan(*report.plan); failed != 0)
            return failed;
    const bool differ = report.plan->plan.counts.planned() > 0;
    return differ && m_arguments.run.detailedExitCode ? kDifferencesExist : 0;
}

int RunCommand::refuse(const engine::PreparedPlan& plan) const {
    printPlan(plan);
    const std::string command = m_arguments.command == Command::Apply ? "`apply`" : "`sync`";
    return reportError(
        {.kind = core::ErrorKind::Usage, .detail = command + " without a terminal to ask at needs `--yes`"},
        m_arguments.format);
}

int RunCommand::savePlan(const engine::PreparedPlan& plan) const {
    const std::string& path = m_arguments.run.planFile;
    if (const auto saved = service::savePlan(path, plan, context(plan)); !saved)
        return reportError(saved.error(), m_arguments.format);
    writeErr(texts::planSavedText(path));
    return 0;
}

void RunCommand::printPlan(const engine::PreparedPlan& plan) const {
    const auto wanted = m_arguments.run.all ? report::RowsShown::All : report::RowsShown::Planned;
    const auto rows = m_arguments.command == Command::Check ? report::RowsShown::None : wanted;
    if (m_arguments.format == Format::Text)
        writeOut(report::planTable(plan, context(plan), rows, textOptions(m_arguments.global)));
    else
        writeDocument(m_arguments.format, [&](const report::Sink& sink) {
            report::writePlanDocument(plan, context(plan), rows, sink);
        });
}

int RunCommand::concludeSync(const engine::RunReport& report) {
    return report.begun ? printRun(report) : concludeWithoutRun(report);
}

int RunCommand::concludeWithoutRun(const engine::RunReport& report) const {
    if (report.error)
        reportError(*report.error, m_arguments.format);
    else if (m_arguments.format == Format::Text)
        writeErr(texts::verdictSentence({.kind = report.verdict.kind, .cause = report.cause}));
    else
        reportError({.kind = core::ErrorKind::Stopped, .detail = "before it began"}, m_arguments.format);
    return report.verdict.exitCode;
}

int RunCommand::printRun(const engine::RunReport& report) const {
    auto run = service::readRun(m_workplace.place(), report.runId);
    if (!run) {
        reportError(run.error(), m_arguments.format, {});
        return report.verdict.exitCode;
    }
    if (!run->record.end) // it was lost to another worker, or the state cannot be written
        run->record.end = endOf(report, report::countsOf(run->record, run->rows));
    const report::RunFacts facts{run->record, run->rows, m_workplace.profile->policy.mapping,
                                 report.createdUsers};
    if (m_arguments.format == Format::Text) {
        writeOut(report::runEndText(facts, textOptions(m_arguments.global)));
        if (stdoutIsTerminal())
            return report.verdict.exitCode; // it was said there
    } else {
        writeDocument(m_arguments.format,
                      [&](const report::Sink& sink) { report::writeRunDocument(facts, sink); });
    }
    if (report.error)
        reportError(*report.error, m_arguments.format, texts::dataStateOf(run->record.end->counts));
    return report.verdict.exitCode;
}

void RunCommand::leave(int exitCode) {
    QCoreApplication::exit(exitCode);
}

} // namespace devsync::cli
