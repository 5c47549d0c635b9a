// SPDX-License-Identifier: Apache-2.0
// Exports of the Synchronization page.
#include "ui/widgets/sync_page.h"

#include "sync/service/file_export.h"
#include "sync/texts/error_text.h"
#include "ui/models/words.h"
#include "ui/widgets/prompts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <numeric>
#include <span>

namespace devsync::widgets {

namespace {

using service::FileFormat;

struct Choice {
    FileFormat format;
    const char* filter;
    const char* ending;
};

constexpr std::array kLogChoices{
    Choice{FileFormat::Text, QT_TRANSLATE_NOOP("ui", "Text (*.log)"), ".log"},
    Choice{FileFormat::Csv, QT_TRANSLATE_NOOP("ui", "CSV for spreadsheets (*.csv)"), ".csv"},
    Choice{FileFormat::JsonLines, QT_TRANSLATE_NOOP("ui", "JSON Lines (*.jsonl)"), ".jsonl"},
};
constexpr std::array kPlanChoices{
    Choice{FileFormat::Csv, QT_TRANSLATE_NOOP("ui", "CSV for spreadsheets (*.csv)"), ".csv"},
    Choice{FileFormat::Json, QT_TRANSLATE_NOOP("ui", "JSON (*.json)"), ".json"},
};

QString filterText(const Choice& choice) {
    return QCoreApplication::translate("ui", choice.filter);
}

QStringList filtersOf(std::span<const Choice> choices) {
    QStringList filters;
    for (const Choice& choice : choices)
        filters << filterText(choice);
    return filters;
}

/// An ending that was typed wins over the chosen filter.
Choice choiceOf(std::span<const Choice> choices, const QString& path, const QString& filter) {
    for (const Choice& choice : choices)
        if (path.endsWith(QLatin1String(choice.ending), Qt::CaseInsensitive))
            return choice;
    for (const Choice& choice : choices)
        if (filterText(choice) == filter)
            return choice;
    return choices.front();
}

QString withEnding(const QString& path, const Choice& choice) {
    return path.endsWith(QLatin1String(choice.ending), Qt::CaseInsensitive)
               ? path
               : path + QLatin1String(choice.ending);
}

std::vector<std::uint32_t> failedRows(const view::DiffRows& rows) {
    std::vector<std::uint32_t> failed;
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        if (rows.state(row) == core::RowState::Failed)
            failed.push_back(row);
    return failed;
}

std::vector<std::uint32_t> rowsOf(ExportScope scope, const models::DiffModel& diff) {
    if (scope == ExportScope::Filtered)
        return diff.order();
    if (scope == ExportScope::Failures)
        return failedRows(*diff.rows());
    std::vector<std::uint32_t> all(diff.rows()->size());
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

} // namespace

void SyncPage::writeFile(const QString& path, service::StateReader::Work work, std::size_t lines) {
    m_session.reader().perform(std::move(work), [this, path, lines](const core::Result<void>& written) {
        if (!written)
            return tell(models::fromUtf8(texts::describe(written.error()).line()));
        tell(tr("%1 lines written to %2.").arg(QLocale().toString(static_cast<qulonglong>(lines)), path));
    });
}

void SyncPage::exportLog(ExportScope scope) {
    std::vector<log::Record> records =
        scope == ExportScope::All ? m_session.log().allRecords() : m_session.log().shownRecords();
    const QString count = QLocale().toString(static_cast<qulonglong>(records.size()));
    const FileQuestion question{tr("Export %1 log lines").arg(count), QStringLiteral("devsync.log"),
                                filtersOf(kLogChoices)};
    m_prompts.askFile(this, question,
                      [this, records = std::move(records)](const QString& path, const QString& filter) {
                          if (path.isEmpty())
                              return;
                          const Choice choice = choiceOf(kLogChoices, path, filter);
                          const QString file = withEnding(path, choice);
                          const core::Seconds offset(QDateTime::currentDateTime().offsetFromUtc());
                          writeFile(
                              file,
                              [records, path = file.toStdString(), format = choice.format, offset] {
                                  return service::exportLog(path, records, format, offset);
                              },
                              records.size());
                      });
}

void SyncPage::exportPlan(ExportScope scope) {
    if (!m_session.diff().rows())
        return;
    service::PlanExport what{.plan = m_session.diff().rows()->planPointer(),
                             .profile = m_session.profile(),
                             .rows = rowsOf(scope, m_session.diff())};
    const QString count = QLocale().toString(static_cast<qulonglong>(what.rows.size()));
    const FileQuestion question{tr("Export %1 accounts").arg(count), QStringLiteral("devsync-plan.csv"),
                                filtersOf(kPlanChoices)};
    m_prompts.askFile(this, question,
                      [this, what = std::move(what)](const QString& path, const QString& filter) {
                          if (path.isEmpty())
                              return;
                          const Choice choice = choiceOf(kPlanChoices, path, filter);
                          const QString file = withEnding(path, choice);
                          writeFile(
                              file,
                              [what, path = file.toStdString(), format = choice.format] {
                                  return service::exportPlan(path, what, format);
                              },
                              what.rows.size());
                      });
}

} // namespace devsync::widgets
