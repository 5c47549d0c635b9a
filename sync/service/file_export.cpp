// SPDX-License-Identifier: Apache-2.0
#include "sync/service/file_export.h"

#include "sync/log/line_format.h"
#include "sync/report/csv_text.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_table.h"
#include "sync/report/row_export.h"

#include <QFile>
#include <QSaveFile>

#include <array>
#include <functional>
#include <limits>

namespace devsync::service {

namespace {

core::Error fileError(const QFileDevice& file) {
    return {.kind = core::ErrorKind::OutputFailed,
            .detail = file.errorString().toStdString(),
            .where = file.fileName().toStdString()};
}

core::Result<void> writeWhole(const std::string& path,
                              const std::function<void(const report::Sink&)>& writer) {
    QSaveFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return tl::unexpected(fileError(file));
    writer([&file](std::string_view part) { file.write(part.data(), static_cast<qint64>(part.size())); });
    if (!file.commit())
        return tl::unexpected(fileError(file));
    return {};
}

std::string csvOf(const log::Record& record) {
    const std::string time = log::utcTime(record.wall);
    const std::string side = !record.side ? "" : *record.side == core::Side::Apigee ? "apigee" : "portal";
    const std::array<std::string, 7> cells{time,        std::string(log::levelName(record.level)),
                                           side,        record.account,
                                           record.code, record.text,
                                           record.runId};
    return report::csvLine(cells);
}

std::string lineOf(const log::Record& record, FileFormat format, core::Seconds utcOffset) {
    switch (format) {
    case FileFormat::Csv:
        return csvOf(record);
    case FileFormat::JsonLines:
    case FileFormat::Json:
        return log::jsonLine(record) + "\n";
    case FileFormat::Text:
        return log::textLine(record, {.utcOffset = utcOffset}) + "\n";
    }
    return {};
}

engine::PreparedPlan withRows(const engine::PreparedPlan& whole, const std::vector<std::uint32_t>& rows) {
    engine::PreparedPlan part = whole;
    part.plan.rows.clear();
    for (const std::uint32_t row : rows)
        part.plan.rows.push_back(whole.plan.rows[row]);
    return part;
}

} // namespace

core::Result<void> exportLog(const std::string& path, const std::vector<log::Record>& records,
                             FileFormat format, core::Seconds utcOffset) {
    return writeWhole(path, [&](const report::Sink& sink) {
        constexpr std::array kHead{"time", "level", "side", "account", "code", "text", "run"};
        if (format == FileFormat::Csv)
            sink(report::csvLine(std::vector<std::string>(kHead.begin(), kHead.end())));
        for (const log::Record& record : records)
            sink(lineOf(record, format, utcOffset));
    });
}

core::Result<void> exportPlan(const std::string& path, const PlanExport& what, FileFormat format) {
    const core::Identity identity = identityOf(*what.profile);
    const report::PlanContext context{.profile = what.profile->name,
                                      .identity = identity,
                                      .planSha256 = report::planSha256(*what.plan, identity)};
    const engine::PreparedPlan part = withRows(*what.plan, what.rows);
    return writeWhole(path, [&](const report::Sink& sink) {
        switch (format) {
        case FileFormat::Csv:
            return report::writePlanCsv(part, sink);
        case FileFormat::JsonLines:
            return report::writePlanLines(part, sink);
        case FileFormat::Json:
            return report::writePlanDocument(part, context, report::RowsShown::All, sink);
        case FileFormat::Text:
            return sink(report::planTable(part, context, report::RowsShown::All,
                                          {.maxRows = std::numeric_limits<std::size_t>::max()}));
        }
    });
}

} // namespace devsync::service
