// SPDX-License-Identifier: Apache-2.0
#include "ui/models/table_rows.h"

#include "sync/texts/error_text.h"
#include "sync/texts/row_text.h"
#include "sync/texts/verdict_text.h"
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace devsync::models {

namespace {

using view::Emphasis;

QString tr(const char* source) {
    return QCoreApplication::translate("ui", source);
}

QString number(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

TextCell plain(QString text) {
    return {std::move(text), Emphasis::Plain};
}

QString valueOrNone(core::ValueView value) {
    if (value.state == core::ValueState::Undecodable)
        return tr(QT_TRANSLATE_NOOP("ui", "cannot be decoded: %1")).arg(fromUtf8(view::valueText(value)));
    if (value.state == core::ValueState::Duplicate)
        return tr(QT_TRANSLATE_NOOP("ui", "%1 (there twice)")).arg(fromUtf8(view::valueText(value)));
    return value.isEmpty() ? QStringLiteral("—") : fromUtf8(view::valueText(value));
}

/// Both sides that know each other had the same value after the last run; when not, the newer word is
/// Apigee's.
QString baselineText(const core::RowDetails& details, const core::FieldDetail& field) {
    if (!details.row->has(core::RowFlag::HasBaseline))
        return QStringLiteral("—");
    const QString apigee = valueOrNone(field.baseline.apigee);
    const QString portal = valueOrNone(field.baseline.portal);
    return apigee == portal ? apigee : apigee + QStringLiteral(" / ") + portal;
}

TextCell sideCell(const core::FieldDetail& field, core::Side side, bool exists) {
    if (!exists)
        return plain(QStringLiteral("—"));
    const bool lost = side == core::Side::Apigee ? field.writeApigee : field.writePortal;
    const core::ValueView value = side == core::Side::Apigee ? field.apigee : field.portal;
    if (lost && !value.isEmpty())
        return {valueOrNone(value), Emphasis::Lost};
    return {valueOrNone(value), field.differs && !lost ? Emphasis::Kept : Emphasis::Plain};
}

TextRow fieldRow(const core::RowDetails& details, const core::FieldDetail& field,
                 const core::Mapping& mapping) {
    const bool written = field.writeApigee || field.writePortal;
    const bool undecided = field.differs && !written && details.row->action == core::Action::Held;
    const QString result = undecided ? tr(QT_TRANSLATE_NOOP("ui", "held")) : valueOrNone(field.result);
    return {{plain(fromUtf8(texts::fieldLabel(mapping, field.field))),
             sideCell(field, core::Side::Apigee, details.accounts.apigee != nullptr),
             plain(baselineText(details, field)),
             sideCell(field, core::Side::Portal, details.accounts.portal != nullptr),
             {result, written ? Emphasis::New : Emphasis::Plain}},
            {}};
}

template <class Text>
TextRow outsideRow(const char* label, const core::RowDetails& details, const Text& textOf) {
    const auto side = [&](core::Side which) {
        const core::AccountView* const account = details.accounts[which];
        return plain(account != nullptr ? textOf(*account) : QStringLiteral("—"));
    };
    return {{plain(tr(label)), side(core::Side::Apigee), plain(QStringLiteral("—")), side(core::Side::Portal),
             plain(tr(QT_TRANSLATE_NOOP("ui", "not synchronised")))},
            {}};
}

QString userNameOf(const core::AccountView& account) {
    return fromUtf8(account.userName);
}

QString emailOf(const core::AccountView& account) {
    return fromUtf8(account.email);
}

QString statusOf(const core::AccountView& account) {
    return account.status == core::Status::Active ? tr(QT_TRANSLATE_NOOP("ui", "active"))
                                                  : tr(QT_TRANSLATE_NOOP("ui", "blocked or inactive"));
}

QString fieldTypeName(core::FieldType type) {
    switch (type) {
    case core::FieldType::String:
        return tr(QT_TRANSLATE_NOOP("ui", "Text (plain)"));
    case core::FieldType::StringLong:
        return tr(QT_TRANSLATE_NOOP("ui", "Text (plain, long)"));
    case core::FieldType::Email:
        return tr(QT_TRANSLATE_NOOP("ui", "Email"));
    case core::FieldType::ListString:
        return tr(QT_TRANSLATE_NOOP("ui", "List (text)"));
    }
    return {};
}

TextRow nameRow(const char* label, const std::string& field, const char* attribute) {
    return {{plain(tr(label)), plain(fromUtf8(field)), plain(tr(QT_TRANSLATE_NOOP("ui", "Text (plain)"))),
             plain(QStringLiteral("—")), plain(QString::fromLatin1(attribute))},
            {}};
}

QString jobStateText(core::JobState state) {
    switch (state) {
    case core::JobState::Waiting:
        return tr(QT_TRANSLATE_NOOP("ui", "waiting"));
    case core::JobState::Running:
        return tr(QT_TRANSLATE_NOOP("ui", "running"));
    case core::JobState::NeedsApproval:
        return tr(QT_TRANSLATE_NOOP("ui", "needs approval"));
    case core::JobState::Paused:
        return tr(QT_TRANSLATE_NOOP("ui", "paused"));
    case core::JobState::Parked:
        return tr(QT_TRANSLATE_NOOP("ui", "parked"));
    case core::JobState::Done:
        return tr(QT_TRANSLATE_NOOP("ui", "done"));
    case core::JobState::Failed:
        return tr(QT_TRANSLATE_NOOP("ui", "failed"));
    case core::JobState::Cancelled:
        return tr(QT_TRANSLATE_NOOP("ui", "cancelled"));
    }
    return {};
}

QString jobNote(const core::Job& job) {
    if (job.error)
        return fromUtf8(texts::describe(*job.error).line());
    if (job.state == core::JobState::NeedsApproval)
        return tr(QT_TRANSLATE_NOOP("ui", "A limit asks for a number: %1 accounts would be written"))
            .arg(number(job.writes));
    return job.verdict ? fromUtf8(core::verdictName(*job.verdict)) : QString();
}

QString runState(const core::ListedRun& run) {
    switch (run.condition) {
    case core::RunCondition::Executing:
        return tr(QT_TRANSLATE_NOOP("ui", "executing"));
    case core::RunCondition::Queued:
        return tr(QT_TRANSLATE_NOOP("ui", "in the queue"));
    case core::RunCondition::Interrupted:
        return tr(QT_TRANSLATE_NOOP("ui", "interrupted"));
    case core::RunCondition::Ended:
        break;
    }
    return run.record.end ? fromUtf8(core::verdictName(run.record.end->verdict)) : QString();
}

QString durationText(const core::RunRecord& run) {
    if (!run.end)
        return QStringLiteral("—");
    const double seconds = static_cast<double>((run.end->finishedAt - run.header.startedAt).count()) / 1000;
    return tr(QT_TRANSLATE_NOOP("ui", "%1 s")).arg(QLocale().toString(seconds, 'f', seconds < 10 ? 1 : 0));
}

QString signInText(const service::ConnectionCheck& check) {
    using Kind = service::SecretSource::Kind;
    switch (check.signIn) {
    case Kind::None:
        return tr(QT_TRANSLATE_NOOP("ui", "without credentials"));
    case Kind::Value:
        return tr(QT_TRANSLATE_NOOP("ui", "secret in the profile"));
    case Kind::File:
    case Kind::Environment:
    case Kind::Command:
        return tr(QT_TRANSLATE_NOOP("ui", "secret from %1")).arg(fromUtf8(check.signInSource));
    }
    return {};
}

TextRow checkRow(const char* name, const service::ConnectionCheck& check) {
    const engine::SideFindings& found = check.findings;
    const QString clock = found.clockOffsetMs ? tr(QT_TRANSLATE_NOOP("ui", "%1 ± %2 ms"))
                                                    .arg(*found.clockOffsetMs)
                                                    .arg(found.clockUncertaintyMs)
                                              : QStringLiteral("—");
    const QString accounts = found.allRead
                                 ? number(found.accounts)
                                 : tr(QT_TRANSLATE_NOOP("ui", "at least %1")).arg(number(found.accounts));
    const QString result = found.error ? QStringLiteral("✕ ") + fromUtf8(texts::describe(*found.error).line())
                                       : tr(QT_TRANSLATE_NOOP("ui", "✓ connected"));
    return {{plain(tr(name)),
             plain(fromUtf8(check.address)),
             plain(signInText(check)),
             plain(tr(QT_TRANSLATE_NOOP("ui", "%1 ms")).arg(found.latency.count())),
             plain(clock),
             plain(found.error ? QStringLiteral("—") : accounts),
             {result, found.error ? Emphasis::Kept : Emphasis::Plain}},
            {}};
}

} // namespace

QStringList detailColumns() {
    return {tr(QT_TRANSLATE_NOOP("ui", "Field")), tr(QT_TRANSLATE_NOOP("ui", "Apigee")),
            tr(QT_TRANSLATE_NOOP("ui", "Last sync")), tr(QT_TRANSLATE_NOOP("ui", "Portal")),
            tr(QT_TRANSLATE_NOOP("ui", "Result"))};
}

std::vector<TextRow> detailRows(const core::RowDetails& details, const core::Mapping& mapping) {
    std::vector<TextRow> rows;
    for (const core::FieldDetail& field : details.fields)
        rows.push_back(fieldRow(details, field, mapping));
    rows.push_back(outsideRow(QT_TRANSLATE_NOOP("ui", "User name"), details, userNameOf));
    rows.push_back(outsideRow(QT_TRANSLATE_NOOP("ui", "E-mail"), details, emailOf));
    rows.push_back(outsideRow(QT_TRANSLATE_NOOP("ui", "Status"), details, statusOf));
    return rows;
}

QStringList mappingColumns() {
    return {tr(QT_TRANSLATE_NOOP("ui", "User field label")), tr(QT_TRANSLATE_NOOP("ui", "User field name")),
            tr(QT_TRANSLATE_NOOP("ui", "User field type")), tr(QT_TRANSLATE_NOOP("ui", "Storage format")),
            tr(QT_TRANSLATE_NOOP("ui", "Developer attribute name"))};
}

std::vector<TextRow> mappingRows(const core::Mapping& mapping) {
    std::vector<TextRow> rows{
        nameRow(QT_TRANSLATE_NOOP("ui", "First name"), mapping.firstNameField, "firstName"),
        nameRow(QT_TRANSLATE_NOOP("ui", "Last name"), mapping.lastNameField, "lastName")};
    for (const core::MappedAttribute& attribute : mapping.attributes)
        rows.push_back({{plain(fromUtf8(attribute.attribute)), plain(fromUtf8(attribute.field)),
                         plain(fieldTypeName(attribute.type)),
                         plain(attribute.format == core::StorageFormat::Csv ? QStringLiteral("CSV")
                                                                            : QStringLiteral("JSON")),
                         plain(fromUtf8(attribute.attribute))},
                        {}});
    return rows;
}

QStringList jobColumns() {
    return {tr(QT_TRANSLATE_NOOP("ui", "Job")),          tr(QT_TRANSLATE_NOOP("ui", "State")),
            tr(QT_TRANSLATE_NOOP("ui", "Requested by")), tr(QT_TRANSLATE_NOOP("ui", "Requested")),
            tr(QT_TRANSLATE_NOOP("ui", "Progress")),     tr(QT_TRANSLATE_NOOP("ui", "Worker")),
            tr(QT_TRANSLATE_NOOP("ui", "Attempts")),     tr(QT_TRANSLATE_NOOP("ui", "Next try")),
            tr(QT_TRANSLATE_NOOP("ui", "What happened"))};
}

std::vector<TextRow> jobRows(const core::Jobs& jobs, std::int64_t nowMs) {
    std::vector<TextRow> rows;
    for (const core::Job& job : jobs) {
        const std::string worker = core::workerName(job);
        rows.push_back(
            {{plain(number(static_cast<std::uint64_t>(job.id))), plain(jobStateText(job.state)),
              plain(fromUtf8(job.requestedBy)), plain(dateText(job.requestedAt.count(), nowMs)),
              plain(job.total == 0
                        ? QStringLiteral("—")
                        : tr(QT_TRANSLATE_NOOP("ui", "%1 of %2")).arg(number(job.done), number(job.total))),
              plain(worker.empty() ? QStringLiteral("—") : fromUtf8(worker)), plain(number(job.attempts)),
              plain(job.nextTry ? dateText(job.nextTry->count(), nowMs) : QStringLiteral("—")),
              plain(jobNote(job))},
             QString::number(job.id)});
    }
    return rows;
}

QStringList runColumns() {
    return {tr(QT_TRANSLATE_NOOP("ui", "Run")),      tr(QT_TRANSLATE_NOOP("ui", "Started")),
            tr(QT_TRANSLATE_NOOP("ui", "Verdict")),  tr(QT_TRANSLATE_NOOP("ui", "Accounts")),
            tr(QT_TRANSLATE_NOOP("ui", "Duration")), tr(QT_TRANSLATE_NOOP("ui", "Requested by"))};
}

std::vector<TextRow> runRows(const std::vector<core::ListedRun>& runs, std::int64_t nowMs) {
    std::vector<TextRow> rows;
    for (const core::ListedRun& run : runs) {
        const core::RunHeader& header = run.record.header;
        const QString counts =
            run.record.end ? fromUtf8(texts::ledgerText(run.record.end->counts))
                           : tr(QT_TRANSLATE_NOOP("ui", "%1 planned")).arg(number(header.counts.planned()));
        rows.push_back({{plain(fromUtf8(header.id)), plain(dateText(header.startedAt.count(), nowMs)),
                         plain(runState(run)), plain(counts), plain(durationText(run.record)),
                         plain(fromUtf8(header.requestedBy))},
                        fromUtf8(header.id)});
    }
    return rows;
}

QStringList checkColumns() {
    return {tr(QT_TRANSLATE_NOOP("ui", "Side")),           tr(QT_TRANSLATE_NOOP("ui", "Address")),
            tr(QT_TRANSLATE_NOOP("ui", "Signed in with")), tr(QT_TRANSLATE_NOOP("ui", "Latency")),
            tr(QT_TRANSLATE_NOOP("ui", "Clock")),          tr(QT_TRANSLATE_NOOP("ui", "Accounts")),
            tr(QT_TRANSLATE_NOOP("ui", "Result"))};
}

std::vector<TextRow> checkRows(const core::BothSides<service::ConnectionCheck>& checks) {
    return {checkRow(QT_TRANSLATE_NOOP("ui", "Apigee"), checks.apigee),
            checkRow(QT_TRANSLATE_NOOP("ui", "Portal"), checks.portal)};
}

} // namespace devsync::models
