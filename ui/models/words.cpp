// SPDX-License-Identifier: Apache-2.0
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace devsync::models {

namespace {

QString tr(const char* source) {
    return QCoreApplication::translate("ui", source);
}

QString counted(const char* source, int count) {
    return QCoreApplication::translate("ui", source, nullptr, count);
}

} // namespace

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString columnLabel(view::DiffColumn column) {
    switch (view::factsOf(column).kind) {
    case view::CellKind::Email:
        return tr(QT_TRANSLATE_NOOP("ui", "E-mail"));
    case view::CellKind::FirstName:
        return tr(QT_TRANSLATE_NOOP("ui", "First name"));
    case view::CellKind::LastName:
        return tr(QT_TRANSLATE_NOOP("ui", "Last name"));
    case view::CellKind::Attributes:
        return tr(QT_TRANSLATE_NOOP("ui", "Attributes"));
    case view::CellKind::Changed:
        return tr(QT_TRANSLATE_NOOP("ui", "Changed"));
    case view::CellKind::Action:
        return tr(QT_TRANSLATE_NOOP("ui", "Action"));
    case view::CellKind::Result:
        return tr(QT_TRANSLATE_NOOP("ui", "Result"));
    }
    return {};
}

QString columnFullLabel(view::DiffColumn column) {
    const auto side = view::factsOf(column).side;
    if (!side)
        return columnLabel(column);
    const QString pattern = *side == core::Side::Apigee ? tr(QT_TRANSLATE_NOOP("ui", "Apigee, %1"))
                                                        : tr(QT_TRANSLATE_NOOP("ui", "Portal, %1"));
    return pattern.arg(columnLabel(column).toLower());
}

QString chipLabel(view::Chip chip) {
    switch (chip) {
    case view::Chip::All:
        return tr(QT_TRANSLATE_NOOP("ui", "All"));
    case view::Chip::ToPortal:
        return tr(QT_TRANSLATE_NOOP("ui", "To portal"));
    case view::Chip::ToApigee:
        return tr(QT_TRANSLATE_NOOP("ui", "To Apigee"));
    case view::Chip::Conflicts:
        return tr(QT_TRANSLATE_NOOP("ui", "Conflicts"));
    case view::Chip::Held:
        return tr(QT_TRANSLATE_NOOP("ui", "Held"));
    case view::Chip::Failed:
        return tr(QT_TRANSLATE_NOOP("ui", "Failed"));
    case view::Chip::DiffersNotSynchronised:
        return tr(QT_TRANSLATE_NOOP("ui", "Differs, not synchronised"));
    case view::Chip::Same:
        return tr(QT_TRANSLATE_NOOP("ui", "Same"));
    case view::Chip::OutOfScope:
        return tr(QT_TRANSLATE_NOOP("ui", "Out of scope"));
    }
    return {};
}

QString chipGlyph(view::Chip chip) {
    switch (chip) {
    case view::Chip::ToPortal:
        return QStringLiteral("→");
    case view::Chip::ToApigee:
        return QStringLiteral("←");
    case view::Chip::Conflicts:
        return QStringLiteral("≠");
    case view::Chip::Held:
        return QStringLiteral("‖");
    case view::Chip::Failed:
        return QStringLiteral("✕");
    case view::Chip::Same:
        return QStringLiteral("=");
    case view::Chip::All:
    case view::Chip::DiffersNotSynchronised:
    case view::Chip::OutOfScope:
        return {};
    }
    return {};
}

QString whyNotText(view::WhyNot whyNot) {
    switch (whyNot) {
    case view::WhyNot::None:
        return {};
    case view::WhyNot::NoProfile:
        return tr(QT_TRANSLATE_NOOP("ui", "Open a profile or the demo first."));
    case view::WhyNot::Busy:
        return tr(QT_TRANSLATE_NOOP("ui", "A run or comparison is under way; stop it or wait for its end."));
    case view::WhyNot::Stopping:
        return tr(QT_TRANSLATE_NOOP("ui", "Stopping: accounts that are being written are finished first."));
    case view::WhyNot::NothingRuns:
        return tr(QT_TRANSLATE_NOOP("ui", "Nothing is under way."));
    case view::WhyNot::InterruptedRun:
        return tr(QT_TRANSLATE_NOOP("ui", "An interrupted run waits: resume or discard it first."));
    case view::WhyNot::ExecutingElsewhere:
        return tr(QT_TRANSLATE_NOOP("ui", "Another process is writing for this profile now."));
    case view::WhyNot::Refused:
        return tr(QT_TRANSLATE_NOOP("ui", "No run may write this plan; the reason stands above the table."));
    case view::WhyNot::JobWaits:
        return tr(QT_TRANSLATE_NOOP("ui", "A background run is in the queue; pressing again joins it."));
    }
    return {};
}

QString dateText(std::int64_t ms, std::int64_t nowMs) {
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(ms);
    const bool thisYear = at.date().year() == QDateTime::fromMSecsSinceEpoch(nowMs).date().year();
    return QLocale().toString(at, thisYear ? QStringLiteral("d MMM HH:mm") : QStringLiteral("d MMM yyyy"));
}

QString clockText(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString remainingText(std::uint32_t seconds) {
    if (seconds <= 5)
        return tr(QT_TRANSLATE_NOOP("ui", "a few seconds left"));
    if (seconds <= 55)
        return counted(QT_TRANSLATE_NOOP("ui", "about %n s left"), static_cast<int>((seconds + 4) / 5 * 5));
    const auto minutes = static_cast<int>((std::uint64_t{seconds} + 30) / 60);
    if (minutes == 1)
        return tr(QT_TRANSLATE_NOOP("ui", "about a minute left"));
    if (minutes < 90)
        return counted(QT_TRANSLATE_NOOP("ui", "about %n minutes left"), minutes);
    return counted(QT_TRANSLATE_NOOP("ui", "about %n hours left"), (minutes + 30) / 60);
}

} // namespace devsync::models
