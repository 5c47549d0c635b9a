// SPDX-License-Identifier: Apache-2.0
#include "sync/core/readings.h"

#include <algorithm>
#include <cstdint>

namespace devsync::core {

namespace {

/// Orders rows so that readings of one account are neighbours, the earlier first. The number is a hash or a
/// uid, so texts are looked at only where it ties.
class ReadingOrder {
public:
    ReadingOrder(Side side, const AccountTable& table) : m_side(side), m_table(table) {}

    std::vector<std::uint32_t> sorted() const {
        std::vector<Keyed> keyed(m_table.size());
        for (std::uint32_t row = 0; row < m_table.size(); ++row)
            keyed[row] = {number(row), row};
        std::sort(keyed.begin(), keyed.end(),
                  [this](const Keyed& a, const Keyed& b) { return before(a, b); });
        std::vector<std::uint32_t> rows(keyed.size());
        std::transform(keyed.begin(), keyed.end(), rows.begin(),
                       [](const Keyed& entry) { return entry.row; });
        return rows;
    }

    bool same(std::uint32_t a, std::uint32_t b) const {
        if (m_side == Side::Portal)
            return m_table.uid(a) == m_table.uid(b);
        return m_table.email(a) == m_table.email(b) && !name(a).empty() && name(a) == name(b);
    }

private:
    struct Keyed {
        std::uint64_t number = 0;
        std::uint32_t row = 0;
    };

    std::uint64_t number(std::uint32_t row) const {
        if (m_side == Side::Portal)
            return m_table.uid(row);
        return m_table.email(row).empty() ? textHash(m_table.id(row)) : m_table.keyHash(row);
    }
    std::string_view name(std::uint32_t row) const {
        return m_table.email(row).empty() ? m_table.id(row) : m_table.email(row);
    }
    bool before(const Keyed& a, const Keyed& b) const {
        if (a.number != b.number)
            return a.number < b.number;
        if (m_side == Side::Apigee) {
            if (const int order = m_table.email(a.row).compare(m_table.email(b.row)); order != 0)
                return order < 0;
            if (const int order = name(a.row).compare(name(b.row)); order != 0)
                return order < 0;
        }
        return a.row < b.row;
    }

    Side m_side;
    const AccountTable& m_table;
};

} // namespace

Readings readingsOf(Side side, const AccountTable& table) {
    const ReadingOrder order(side, table);
    const std::vector<std::uint32_t> rows = order.sorted();
    Readings readings{std::vector<bool>(rows.size()), std::vector<bool>(rows.size())};
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (order.same(rows[i - 1], rows[i])) {
            readings.superseded[rows[i - 1]] = true;
            readings.repeated[rows[i]] = true;
        }
    }
    return readings;
}

} // namespace devsync::core
