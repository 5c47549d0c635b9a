// SPDX-License-Identifier: Apache-2.0
#include "ui/models/log_model.h"

#include "sync/texts/log_text.h"
#include "ui/models/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace devsync::models {

namespace {

QString sideWord(const std::optional<core::Side>& side) {
    if (!side)
        return QStringLiteral("—");
    return *side == core::Side::Apigee ? QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "Apigee"))
                                       : QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "portal"));
}

/// The account stands in its own column and is not said twice.
QString sentence(const log::Record& record) {
    std::string_view text = record.text;
    const std::string prefix = record.account + ": ";
    if (!record.account.empty() && text.starts_with(prefix))
        text.remove_prefix(prefix.size());
    return record.code.empty()
               ? fromUtf8(text)
               : fromUtf8(text) + QStringLiteral(" [") + fromUtf8(record.code) + QLatin1Char(']');
}

QString header(int column) {
    switch (column) {
    case LogModel::Time:
        return QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "Time"));
    case LogModel::Level:
        return QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "Level"));
    case LogModel::Side:
        return QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "Side"));
    case LogModel::Account:
        return QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "Account"));
    default:
        return QCoreApplication::translate("ui", QT_TRANSLATE_NOOP("ui", "Text"));
    }
}

} // namespace

LogModel::LogModel(std::size_t capacity, QObject* parent)
    : QAbstractTableModel(parent), m_capacity(capacity) {}

bool LogModel::matches(const log::Record& record) {
    if (record.level < m_filter.least)
        return false;
    if (m_filter.side && record.side != m_filter.side)
        return false;
    return m_search.matchesAll() || m_search.matchesText(record.account + ' ' + record.text);
}

/// Taken from the front in large steps, so that a full window does not shift at every batch.
void LogModel::makeRoom(std::size_t coming) {
    if (m_records.size() + coming <= m_capacity)
        return;
    const std::size_t leaving = std::min(m_records.size(), std::max(coming, m_capacity / 10));
    const std::uint64_t first = m_first + leaving;
    const auto kept = std::lower_bound(m_shown.begin(), m_shown.end(), first);
    const auto lines = static_cast<int>(kept - m_shown.begin());
    if (lines > 0)
        beginRemoveRows({}, 0, lines - 1);
    m_shown.erase(m_shown.begin(), kept);
    m_records.erase(m_records.begin(), m_records.begin() + static_cast<std::ptrdiff_t>(leaving));
    m_first = first;
    if (lines > 0)
        endRemoveRows();
}

void LogModel::append(log::LogBuffer::Batch batch) {
    m_dropped += batch.dropped;
    if (batch.records.size() > m_capacity) {
        const std::size_t over = batch.records.size() - m_capacity;
        m_dropped += over;
        batch.records.erase(batch.records.begin(), batch.records.begin() + static_cast<std::ptrdiff_t>(over));
    }
    makeRoom(batch.records.size());
    std::vector<std::uint64_t> shown;
    for (log::Record& record : batch.records) {
        if (matches(record))
            shown.push_back(m_first + m_records.size());
        m_records.push_back(std::move(record));
    }
    if (shown.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(shown.size()) - 1);
    m_shown.insert(m_shown.end(), shown.begin(), shown.end());
    endInsertRows();
}

void LogModel::setFilter(LogFilter filter) {
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = std::move(filter);
    m_search = view::RowSearch(m_filter.text);
    m_shown.clear();
    for (std::size_t i = 0; i < m_records.size(); ++i)
        if (matches(m_records[i]))
            m_shown.push_back(m_first + i);
    endResetModel();
}

void LogModel::clear() {
    beginResetModel();
    m_records.clear();
    m_shown.clear();
    m_first = 0;
    m_dropped = 0;
    endResetModel();
}

const log::Record& LogModel::recordAt(int line) const {
    return m_records[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(line)] - m_first)];
}

std::vector<log::Record> LogModel::shownRecords() const {
    std::vector<log::Record> records;
    records.reserve(m_shown.size());
    for (int line = 0; line < rowCount(); ++line)
        records.push_back(recordAt(line));
    return records;
}

int LogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int LogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString LogModel::text(const log::Record& record, int column) const {
    switch (column) {
    case Time:
        return clockText(record.wall.count());
    case Level:
        return fromUtf8(texts::logLevelName(record.level));
    case Side:
        return sideWord(record.side);
    case Account:
        return record.account.empty() ? QStringLiteral("—") : fromUtf8(record.account);
    default:
        return sentence(record);
    }
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const log::Record& record = recordAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(record, index.column());
    case Qt::ToolTipRole:
        return index.column() == Text ? text(record, Text) : QVariant();
    case Qt::AccessibleTextRole:
        return header(index.column()) + QStringLiteral(": ") + text(record, index.column());
    case LevelRole:
        return static_cast<int>(record.level);
    case AccountRole:
        return fromUtf8(record.account);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? header(section) : QVariant();
}

} // namespace devsync::models
