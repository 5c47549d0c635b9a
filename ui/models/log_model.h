// SPDX-License-Identifier: Apache-2.0
// The log as the window shows it: the last records, filtered by level, side and text. Bounded; what left it
// is in the run's file. Appended in batches. GUI thread.
#pragma once

#include "sync/log/log_buffer.h"
#include "sync/log/record.h"
#include "ui/view/row_search.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace devsync::models {

struct LogFilter {
    core::LogLevel least = core::LogLevel::Info;
    std::optional<core::Side> side; ///< nullopt = both, and what belongs to none
    std::string text;
    bool operator==(const LogFilter&) const = default;
};

class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Level, Side, Account, Text };
    static constexpr int kColumns = 5;
    enum Role { LevelRole = Qt::UserRole, AccountRole };
    static constexpr std::size_t kCapacity = 200'000;

    explicit LogModel(std::size_t capacity = kCapacity, QObject* parent = nullptr);

    void append(log::LogBuffer::Batch batch);
    void setFilter(LogFilter filter);
    const LogFilter& filter() const { return m_filter; }
    void clear();

    std::uint64_t total() const { return m_first + m_records.size(); } ///< since clear(), dropped apart
    std::uint64_t dropped() const { return m_dropped; } ///< came faster than the window could take them
    std::uint64_t gone() const { return m_first; }      ///< left the window because it is full
    /// Records behind the filter, oldest first; a copy, for an export.
    std::vector<log::Record> shownRecords() const;
    std::vector<log::Record> allRecords() const { return {m_records.begin(), m_records.end()}; }
    const log::Record& recordAt(int line) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool matches(const log::Record& record);
    void makeRoom(std::size_t coming);
    QString text(const log::Record& record, int column) const;

    const std::size_t m_capacity;
    LogFilter m_filter;
    view::RowSearch m_search{{}};
    std::deque<log::Record> m_records;
    std::uint64_t m_first = 0;         ///< number of m_records.front()
    std::deque<std::uint64_t> m_shown; ///< numbers of records behind the filter, ascending
    std::uint64_t m_dropped = 0;
};

} // namespace devsync::models
