// SPDX-License-Identifier: Apache-2.0
#include "app/cli/demo_command.h"
#include "sync/core/row_details.h"

#include "app/cli/output.h"
#include "app/cli/row_text.h"
#include "app/cli/signal_watch.h"
#include "app/cli/terminal.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_table.h"
#include "sync/report/run_text.h"
#include "sync/sandbox/population.h"
#include "sync/service/profile_read.h"

#include <QCoreApplication>

#include <algorithm>
#include <csignal>

namespace devsync::cli {

namespace {

std::string storyNames() {
    std::string names;
    for (const texts::Story story : texts::kStories)
        names += (names.empty() ? "" : ", ") + std::string(texts::storyName(story));
    return names;
}

std::set<std::string, std::less<>> emailsOf(texts::Story story) {
    std::set<std::string, std::less<>> emails;
    for (const sandbox::Story& prepared : sandbox::stories())
        if (prepared.name == texts::storyName(story))
            for (const std::string_view email : prepared.emails)
                if (!email.empty())
                    emails.emplace(email);
    return emails;
}

} // namespace

int runDemo(const Arguments& arguments) {
    const auto story = texts::storyNamed(arguments.story);
    if (!story && !arguments.story.empty())
        return reportError({.kind = core::ErrorKind::Usage,
                            .detail = "the stories are " + storyNames(),
                            .where = "--story " + arguments.story},
                           arguments.format);
    auto messages = Messages::open(arguments);
    if (!messages)
        return reportError(messages.error(), arguments.format);
    DemoCommand command(arguments, **messages, story);
    const SignalWatch signalWatch([&command](int number) { command.signalled(number); });
    QMetaObject::invokeMethod(&command, &DemoCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

DemoCommand::DemoCommand(const Arguments& arguments, Messages& messages, std::optional<texts::Story> story)
    : m_text(textOptions(arguments.global)), m_messages(messages), m_story(story), m_sandbox({.mix = "demo"}),
      m_client(messages.logger()) {
    if (story)
        m_emails = emailsOf(*story);
    connect(&m_client, &service::SyncClient::planReady, this, &DemoCommand::planReady);
    connect(&m_client, &service::SyncClient::ended, this, &DemoCommand::ended);
    connect(&m_client, &service::SyncClient::refused, this, &DemoCommand::fail);
    connect(&m_client, &service::SyncClient::viewChanged, this, [this](const auto& view) {
        if (m_step == Step::Run)
            m_messages.progress().show(*view);
    });
}

core::Result<Workplace> DemoCommand::makeWorkplace() const {
    if (!m_sandbox.profile())
        return tl::unexpected(m_sandbox.profile().error());
    if (!m_folder.isValid())
        return core::fail(core::ErrorKind::StoreFailed, m_folder.errorString().toStdString(),
                          m_folder.path().toStdString());
    const std::string file = m_folder.filePath(QStringLiteral("demo.toml")).toStdString();
    auto profile = service::parseProfile(*m_sandbox.profile(), file);
    if (!profile)
        return tl::unexpected(std::move(profile.error()));
    return Workplace{std::make_shared<const service::Profile>(*std::move(profile)),
                     m_folder.filePath(QStringLiteral("demo.db")).toStdString()};
}

void DemoCommand::start() {
    auto workplace = makeWorkplace();
    if (!workplace)
        return fail(workplace.error());
    m_workplace = *std::move(workplace);
    if (m_story)
        writeOut(texts::storyTitle(*m_story) + ". " + texts::storyText(*m_story) + "\n");
    else
        writeOut("Apigee " + service::apigeeBase(*m_workplace.profile) + " and the portal "
                 + service::portalBase(*m_workplace.profile)
                 + " are a sandbox inside this program; people edited accounts on both sides since the last "
                   "run.\n");
    begin(Step::Baseline);
}

void DemoCommand::signalled(int number) {
    m_client.stop(number == SIGTERM ? core::StopCause::Terminated : core::StopCause::Operator);
}

void DemoCommand::begin(Step step) {
    m_step = step;
    const bool compares = step == Step::CompareAgain;
    m_client.start({.kind = compares ? engine::RunKind::Compare : engine::RunKind::Sync,
                    .profile = m_workplace.profile,
                    .policy = service::policyOf(*m_workplace.profile),
                    .state = m_workplace.state});
}

void DemoCommand::planReady(const std::shared_ptr<const engine::PreparedPlan>& plan) {
    if (m_step == Step::Run)
        showPlan(*plan);
    const bool decides = m_step != Step::CompareAgain && plan->plan.counts.writes() > 0;
    if (decides)
        m_client.goAhead(0);
}

void DemoCommand::showPlan(const engine::PreparedPlan& plan) const {
    m_messages.progress().clear();
    if (!m_story)
        return writeOut("\nPlan\n" + planTable(plan, report::RowsShown::Planned));
    std::string text = "\nPlan\n";
    core::RowDetailsScratch scratch;
    for (std::uint32_t row = 0; row < plan.plan.rows.size(); ++row)
        if (m_emails.contains(plan.inputs.comparison->foldedEmail(plan.plan.rows[row].pair)))
            text += planRowText(plan, row, scratch);
    writeOut(text);
}

std::string DemoCommand::planTable(const engine::PreparedPlan& plan, report::RowsShown rows) const {
    const core::Identity identity = service::identityOf(*m_workplace.profile);
    return report::planTable(plan, {m_workplace.profile->name, identity, report::planSha256(plan, identity)},
                             rows, m_text);
}

void DemoCommand::ended(const ReportPointer& report) {
    m_messages.progress().clear();
    m_messages.flush();
    const bool stopped = report->cause != core::StopCause::None;
    if (stopped && report->error)
        return fail(*report->error);
    if (stopped)
        return QCoreApplication::exit(report->verdict.exitCode);
    switch (m_step) {
    case Step::Baseline:
        return playStage();
    case Step::Run:
        showRun(*report);
        return begin(Step::CompareAgain);
    case Step::CompareAgain:
        return conclude(*report);
    }
}

void DemoCommand::playStage() {
    m_sandbox.playStage(this, [this](const core::Result<void>& played) {
        if (!played)
            return fail(played.error());
        begin(Step::Run);
    });
}

void DemoCommand::showRun(const engine::RunReport& report) {
    auto run = service::readRun(m_workplace.place(), report.runId);
    if (!run)
        return fail(run.error());
    if (m_story)
        std::erase_if(run->rows,
                      [this](const core::StoredRow& row) { return !m_emails.contains(row.change.email); });
    const report::RunFacts facts{run->record, run->rows, m_workplace.profile->policy.mapping};
    writeOut("\nRun: " + std::string(core::verdictName(report.verdict.kind)) + "\n"
             + report::runEndText(facts, m_text));
}

void DemoCommand::conclude(const engine::RunReport& report) {
    const std::uint32_t writes = report.plan->plan.counts.writes();
    writeOut("\nCompared again\n" + planTable(*report.plan, report::RowsShown::None)
             + (writes == 0 ? "No write is left." : "Writes are left: this should not be."));
    QCoreApplication::exit(writes == 0 ? 0 : 1);
}

void DemoCommand::fail(const core::Error& error) {
    QCoreApplication::exit(reportError(error, Format::Text, {}));
}

} // namespace devsync::cli
