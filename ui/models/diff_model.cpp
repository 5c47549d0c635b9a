// SPDX-License-Identifier: Apache-2.0
#include "ui/models/diff_model.h"

#include "sync/texts/diff_text.h"
#include "sync/texts/held_text.h"
#include "sync/texts/row_text.h"
#include "ui/models/words.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace devsync::models {

namespace {

using core::Action;
using view::CellKind;
using view::DiffColumn;

DiffModel::Tone actionTone(const core::PlanRow& row) {
    using Tone = DiffModel::Tone;
    if (row.action == Action::Held || (row.has(core::RowFlag::Conflict) && row.planned()))
        return Tone::Conflict;
    switch (row.action) {
    case Action::CreatePortalUser:
    case Action::UpdatePortalUser:
    case Action::UpdateBoth:
        return Tone::Portal;
    case Action::CreateDeveloper:
    case Action::UpdateDeveloper:
        return Tone::Apigee;
    case Action::Same:
    case Action::Held:
    case Action::Excluded:
        return Tone::Normal;
    }
    return Tone::Normal;
}

DiffModel::Tone resultTone(core::RowState state) {
    using Tone = DiffModel::Tone;
    switch (state) {
    case core::RowState::Done:
        return Tone::Done;
    case core::RowState::Failed:
        return Tone::Failure;
    case core::RowState::Held:
    case core::RowState::Stale:
        return Tone::Conflict;
    case core::RowState::NotStarted:
    case core::RowState::Claimed:
    case core::RowState::Cancelled:
        return Tone::Normal;
    }
    return Tone::Normal;
}

QString joined(const view::CellRuns& runs) {
    std::string text;
    for (const view::CellRun& run : runs) {
        if (run.emphasis == view::Emphasis::New && text.size() > 0 && text.back() != ' ')
            text += " → ";
        text += run.text;
    }
    return fromUtf8(text);
}

bool isValue(CellKind kind) {
    return kind == CellKind::FirstName || kind == CellKind::LastName || kind == CellKind::Attributes;
}

} // namespace

DiffModel::DiffModel(QObject* parent) : QAbstractTableModel(parent) {}

void DiffModel::setRows(std::shared_ptr<view::DiffRows> rows, std::vector<std::uint32_t> order) {
    beginResetModel();
    m_rows = std::move(rows);
    m_order = std::move(order);
    m_described.reset();
    endResetModel();
}

void DiffModel::setOrder(std::vector<std::uint32_t> order) {
    beginResetModel();
    m_order = std::move(order);
    endResetModel();
}

std::optional<std::uint32_t> DiffModel::rowAt(int line) const {
    const auto at = static_cast<std::size_t>(line);
    return line >= 0 && at < m_order.size() ? std::optional(m_order[at]) : std::nullopt;
}

int DiffModel::lineOf(std::uint32_t row) const {
    const auto found = std::find(m_order.begin(), m_order.end(), row);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

void DiffModel::statesChanged() {
    if (!m_order.empty())
        Q_EMIT dataChanged(index(0, static_cast<int>(DiffColumn::Result)),
                           index(rowCount() - 1, static_cast<int>(DiffColumn::Result)));
}

int DiffModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int DiffModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : view::kDiffColumnCount;
}

const core::RowDetails& DiffModel::details(std::uint32_t row) const {
    if (m_described != row) {
        const engine::PreparedPlan& plan = m_rows->plan();
        core::describeRow(plan.inputs, plan.plan, row, m_scratch);
        m_described = row;
    }
    return m_scratch.details;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !m_rows)
        return {};
    const std::uint32_t row = m_order[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<DiffColumn>(index.column());
    if (role == RowRole)
        return row;
    if (role == DimmedRole)
        return !m_rows->row(row).planned();
    if (role == Qt::AccessibleTextRole)
        return accessibleText(row, column);
    switch (view::factsOf(column).kind) {
    case CellKind::Action:
        return actionData(row, role);
    case CellKind::Result:
        return resultData(row, role);
    case CellKind::FirstName:
    case CellKind::LastName:
    case CellKind::Attributes:
        return valueData(row, column, role);
    case CellKind::Email:
    case CellKind::Changed:
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? displayText(row, column) : QVariant();
    }
    return {};
}

QVariant DiffModel::valueData(std::uint32_t row, DiffColumn column, int role) const {
    const core::Mapping& mapping = m_rows->plan().inputs.policy->mapping;
    if (role == RunsRole)
        return QVariant::fromValue(view::cellRuns(details(row), mapping, column));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return joined(view::cellRuns(details(row), mapping, column));
    return {};
}

QVariant DiffModel::actionData(std::uint32_t row, int role) const {
    const core::PlanRow& planRow = m_rows->row(row);
    switch (role) {
    case Qt::DisplayRole:
        return fromUtf8(texts::diffActionWord(planRow));
    case GlyphRole:
        return fromUtf8(texts::diffActionGlyph(planRow));
    case ToneRole:
        return QVariant::fromValue(actionTone(planRow));
    case Qt::ToolTipRole:
        return fromUtf8(
            texts::rowSentence(details(row), m_rows->plan().inputs.policy->mapping, m_rows->state(row)));
    default:
        return {};
    }
}

QVariant DiffModel::resultData(std::uint32_t row, int role) const {
    const core::PlanRow& planRow = m_rows->row(row);
    core::RowState state = m_rows->state(row);
    if (planRow.action == Action::Held && state == core::RowState::NotStarted)
        state = core::RowState::Held;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return fromUtf8(texts::resultWord(planRow, state));
    case GlyphRole:
        return state == core::RowState::NotStarted ? QString() : fromUtf8(texts::stateGlyph(state));
    case ToneRole:
        return QVariant::fromValue(resultTone(state));
    default:
        return {};
    }
}

QString DiffModel::changedText(std::uint32_t row, DiffColumn column) const {
    const core::Side side = *view::factsOf(column).side;
    const core::RowDetails& facts = details(row);
    if (facts.accounts[side] == nullptr)
        return {};
    const auto ms = view::changedAtMs(facts, side);
    return ms ? dateText(*ms, QDateTime::currentMSecsSinceEpoch())
              : QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "not known"));
}

QString DiffModel::displayText(std::uint32_t row, DiffColumn column) const {
    const CellKind kind = view::factsOf(column).kind;
    if (kind == CellKind::Changed)
        return changedText(row, column);
    if (kind == CellKind::Email) {
        const std::string_view email = m_rows->email(row);
        return email.empty() ? QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "(no address)"))
                             : fromUtf8(email);
    }
    if (isValue(kind))
        return joined(view::cellRuns(details(row), m_rows->plan().inputs.policy->mapping, column));
    return kind == CellKind::Action ? actionData(row, Qt::DisplayRole).toString()
                                    : resultData(row, Qt::DisplayRole).toString();
}

QString DiffModel::accessibleText(std::uint32_t row, DiffColumn column) const {
    const core::Mapping& mapping = m_rows->plan().inputs.policy->mapping;
    if (column == DiffColumn::Email)
        return fromUtf8(texts::rowSentence(details(row), mapping, m_rows->state(row)));
    QString text = columnFullLabel(column) + QStringLiteral(": ") + displayText(row, column);
    if (isValue(view::factsOf(column).kind)
        && view::losesValue(view::cellRuns(details(row), mapping, column)))
        text += QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", ", will be lost"));
    return text;
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= view::kDiffColumnCount)
        return {};
    const auto column = static_cast<DiffColumn>(section);
    if (role == Qt::DisplayRole)
        return columnLabel(column);
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return columnFullLabel(column);
    return {};
}

} // namespace devsync::models
