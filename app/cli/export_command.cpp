// SPDX-License-Identifier: Apache-2.0
#include "app/cli/export_command.h"

#include "app/cli/output.h"
#include "app/cli/runs_command.h"
#include "app/cli/terminal.h"
#include "app/cli/workplace.h"
#include "sync/log/run_file.h"
#include "sync/report/log_export.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_table.h"
#include "sync/report/row_export.h"
#include "sync/service/plan_storage.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <functional>
#include <limits>

namespace devsync::cli {

namespace {

using report::Sink;
using Writer = std::function<core::Result<void>(const Sink&)>;

tl::unexpected<core::Error> fileError(core::ErrorKind kind, const QFileDevice& file) {
    return core::fail(kind, file.errorString().toStdString(), file.fileName().toStdString());
}

core::Result<void> writeToFile(const std::string& path, const Writer& writer) {
    QSaveFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return fileError(core::ErrorKind::OutputFailed, file);
    const core::Result<void> written =
        writer([&file](std::string_view part) { file.write(part.data(), static_cast<qint64>(part.size())); });
    if (!written)
        return written; // what was at the path stays
    if (!file.commit())
        return fileError(core::ErrorKind::OutputFailed, file);
    return {};
}

/// Each line of the run's log, without its end; a run without a log has none.
core::Result<void> forEachLogLine(const std::string& path, const Sink& take) {
    QFile file(QString::fromStdString(path));
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return fileError(core::ErrorKind::Usage, file);
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const std::string_view text(line.constData(), static_cast<std::size_t>(line.size()));
        take(text.ends_with('\n') ? text.substr(0, text.size() - 1) : text);
    }
    return {};
}

core::Result<void> writeRun(const Arguments& arguments, const Workplace& workplace, const Sink& sink) {
    const auto run = service::readRun(workplace.place(), arguments.exported);
    if (!run)
        return tl::unexpected(run.error().kind == core::ErrorKind::NotFound ? noSuchRun(arguments.exported)
                                                                            : run.error());
    const report::RunFacts facts{run->record, run->rows, workplace.profile->policy.mapping};
    const std::string log = log::runLogPath(workplace.state, run->record.header.id);
    switch (arguments.exportFormat) {
    case ExportFormat::Csv:
        report::writeRunCsv(facts, sink);
        return {};
    case ExportFormat::Json:
        report::writeRunDocument(facts, sink);
        return {};
    case ExportFormat::JsonLines:
        return forEachLogLine(log, [&sink](std::string_view line) { sink(std::string(line) + "\n"); });
    case ExportFormat::Text:
        return forEachLogLine(log, [&sink](std::string_view line) { sink(report::logLineText(line)); });
    }
    return {};
}

core::Result<void> writePlan(const Arguments& arguments, const Workplace& workplace, const Sink& sink) {
    const service::Profile& profile = *workplace.profile;
    const core::Identity identity = service::identityOf(profile);
    const auto plan = service::loadPlan(arguments.exported, identity, service::policyOf(profile));
    if (!plan)
        return tl::unexpected(plan.error());
    const report::PlanContext context{
        .profile = profile.name, .identity = identity, .planSha256 = report::planSha256(**plan, identity)};
    switch (arguments.exportFormat) {
    case ExportFormat::Csv:
        report::writePlanCsv(**plan, sink);
        break;
    case ExportFormat::Json:
        report::writePlanDocument(**plan, context, report::RowsShown::Planned, sink);
        break;
    case ExportFormat::JsonLines:
        report::writePlanLines(**plan, sink);
        break;
    case ExportFormat::Text:
        sink(report::planTable(**plan, context, report::RowsShown::Planned,
                               {.maxRows = std::numeric_limits<std::size_t>::max()}));
        break;
    }
    return {};
}

} // namespace

int runExport(const Arguments& arguments) {
    const auto workplace = openWorkplace(arguments.global);
    if (!workplace)
        return reportError(workplace.error(), arguments.format);
    const bool isFile = QFileInfo::exists(QString::fromStdString(arguments.exported));
    const Writer writer = [&](const Sink& sink) {
        return isFile ? writePlan(arguments, *workplace, sink) : writeRun(arguments, *workplace, sink);
    };
    core::Result<void> written;
    if (arguments.outputFile.empty())
        writeDocument(Format::Json, [&](const Sink& sink) { written = writer(sink); });
    else
        written = writeToFile(arguments.outputFile, writer);
    return written ? 0 : reportError(written.error(), arguments.format);
}

} // namespace devsync::cli
