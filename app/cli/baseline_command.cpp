// SPDX-License-Identifier: Apache-2.0
#include "app/cli/baseline_command.h"

#include "app/cli/messages.h"
#include "app/cli/output.h"
#include "app/cli/prompt.h"
#include "app/cli/signal_watch.h"
#include "app/cli/terminal.h"
#include "app/cli/workplace.h"
#include "sync/core/email_key.h"
#include "sync/report/baseline_document.h"
#include "sync/service/sync_client.h"
#include "sync/texts/report_text.h"

#include <QCoreApplication>

#include <csignal>

namespace devsync::cli {

namespace {

constexpr std::uint32_t kRowsARead = 1'000;

/// The folded address of --email; empty = not given.
core::Result<std::string> wantedEmail(const Arguments& arguments) {
    if (arguments.email.empty())
        return std::string();
    return core::EmailKey::from(arguments.email).map([](const core::EmailKey& key) { return key.text(); });
}

using Take = std::function<void(const core::BaselineRow&)>;

/// Page by page: it may be long.
core::Result<std::uint64_t> readAll(const service::StatePlace& place, const Take& take) {
    std::uint64_t count = 0;
    std::string after;
    while (true) {
        const auto rows = service::readBaseline(place, after, kRowsARead);
        if (!rows)
            return tl::unexpected(rows.error());
        std::for_each(rows->begin(), rows->end(), take);
        count += rows->size();
        if (rows->size() < kRowsARead)
            return count;
        after = rows->back().email;
    }
}

core::Result<std::uint64_t> readWanted(const service::StatePlace& place, const std::string& email,
                                       const Take& take) {
    if (email.empty())
        return readAll(place, take);
    const auto rows = service::readBaselineOf(place, email);
    if (!rows)
        return tl::unexpected(rows.error());
    std::for_each(rows->begin(), rows->end(), take);
    return rows->size();
}

/// One run of the engine that only lets the baseline go.
class ForgetCommand : public QObject {
public:
    ForgetCommand(const Arguments& arguments, Workplace workplace, Messages& messages,
                  std::vector<std::string> emails)
        : m_arguments(arguments), m_workplace(std::move(workplace)), m_emails(std::move(emails)),
          m_client(messages.logger()) {
        connect(&m_client, &service::SyncClient::ended, this, &ForgetCommand::ended);
        connect(&m_client, &service::SyncClient::refused, this, [this](const core::Error& error) {
            QCoreApplication::exit(reportError(error, m_arguments.format));
        });
    }

    void askOrStart() {
        if (m_arguments.global.yes)
            return start();
        m_prompt = std::make_unique<Prompt>(texts::forgetQuestion(m_arguments.email),
                                            [this](const std::optional<std::string>& answer) {
                                                m_prompt.release()->deleteLater(); // we are inside its call
                                                if (answer && isYes(*answer))
                                                    start();
                                                else
                                                    QCoreApplication::exit(0);
                                            });
    }
    void signalled(int number) {
        if (m_prompt)
            return QCoreApplication::exit(number == SIGTERM ? 143 : 130);
        m_client.stop(number == SIGTERM ? core::StopCause::Terminated : core::StopCause::Operator);
    }

private:
    void start() {
        m_client.start({.kind = engine::RunKind::Forget,
                        .profile = m_workplace.profile,
                        .policy = service::policyOf(*m_workplace.profile),
                        .state = m_workplace.state,
                        .forget = m_emails});
    }
    void ended(const std::shared_ptr<const engine::RunReport>& report) {
        if (report->error)
            return QCoreApplication::exit(reportError(*report->error, m_arguments.format));
        if (m_arguments.format == Format::Text)
            writeOut(texts::forgottenText(report->forgotten));
        else
            writeDocument(m_arguments.format, [&](const report::Sink& sink) {
                report::writeForgottenDocument(report->forgotten, sink);
            });
        QCoreApplication::exit(report->verdict.exitCode);
    }

    const Arguments& m_arguments;
    Workplace m_workplace;
    std::vector<std::string> m_emails;
    std::unique_ptr<Prompt> m_prompt;
    service::SyncClient m_client;
};

} // namespace

int showBaseline(const Arguments& arguments) {
    const auto workplace = openWorkplace(arguments.global);
    if (!workplace)
        return reportError(workplace.error(), arguments.format);
    const auto email = wantedEmail(arguments);
    if (!email)
        return reportError(email.error(), arguments.format);
    const core::Mapping& mapping = workplace->profile->policy.mapping;
    core::Result<std::uint64_t> count = 0;
    if (arguments.format == Format::Text) {
        count = readWanted(workplace->place(), *email, [&](const core::BaselineRow& row) {
            writeOut(report::baselineText(row, mapping));
        });
        if (count)
            writeErr(texts::baselineCountText(*count));
    } else {
        writeDocument(arguments.format, [&](const report::Sink& sink) {
            report::BaselineDocument document(mapping, sink);
            count = readWanted(workplace->place(), *email,
                               [&document](const core::BaselineRow& row) { document.add(row); });
            document.finish();
        });
    }
    return count ? 0 : reportError(count.error(), arguments.format);
}

int forgetBaseline(const Arguments& arguments) {
    auto workplace = openWorkplace(arguments.global);
    if (!workplace)
        return reportError(workplace.error(), arguments.format);
    const auto email = wantedEmail(arguments);
    if (!email)
        return reportError(email.error(), arguments.format);
    if (!arguments.global.yes && !canAsk(arguments.global))
        return reportError({.kind = core::ErrorKind::Usage,
                            .detail = "`baseline forget` without a terminal to ask at needs `--yes`"},
                           arguments.format);
    auto messages = Messages::open(arguments);
    if (!messages)
        return reportError(messages.error(), arguments.format);
    ForgetCommand command(arguments, *std::move(workplace), **messages,
                          email->empty() ? std::vector<std::string>() : std::vector{*email});
    const SignalWatch signalWatch([&command](int number) { command.signalled(number); });
    command.askOrStart();
    return QCoreApplication::exec();
}

} // namespace devsync::cli
