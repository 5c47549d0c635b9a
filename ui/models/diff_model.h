// SPDX-License-Identifier: Apache-2.0
// The diff table's rows as an item model: rows to roles, nothing else. Shows rows of DiffRows in an order
// made elsewhere. Texts are made when they are asked for. GUI thread.
#pragma once

#include "sync/core/row_details.h"
#include "ui/view/cell_runs.h"
#include "ui/view/diff_rows.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace devsync::models {

class DiffModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role {
        RunsRole = Qt::UserRole, ///< view::CellRuns of a value cell
        GlyphRole,               ///< of Action and Result
        DimmedRole,              ///< bool: nothing happens in this row
        ToneRole,                ///< Tone
        RowRole,                 ///< number of the row in the plan
    };
    /// What the colour of a cell may stress; glyph and word say it too.
    enum class Tone : std::uint8_t { Normal, Apigee, Portal, Conflict, Failure, Done };
    Q_ENUM(Tone)

    explicit DiffModel(QObject* parent = nullptr);

    /// Null: nothing compared yet. `order`: rows shown.
    void setRows(std::shared_ptr<view::DiffRows> rows, std::vector<std::uint32_t> order);
    void setOrder(std::vector<std::uint32_t> order);
    const std::shared_ptr<view::DiffRows>& rows() const { return m_rows; }
    const std::vector<std::uint32_t>& order() const { return m_order; }

    /// Row of the plan behind a line of the view; nullopt outside.
    std::optional<std::uint32_t> rowAt(int line) const;
    /// Line of a row of the plan; −1 = not shown.
    int lineOf(std::uint32_t row) const;

    /// States of rows changed: what is visible is painted anew.
    void statesChanged();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const core::RowDetails& details(std::uint32_t row) const;
    QVariant valueData(std::uint32_t row, view::DiffColumn column, int role) const;
    QVariant actionData(std::uint32_t row, int role) const;
    QVariant resultData(std::uint32_t row, int role) const;
    QString changedText(std::uint32_t row, view::DiffColumn column) const;
    QString accessibleText(std::uint32_t row, view::DiffColumn column) const;
    QString displayText(std::uint32_t row, view::DiffColumn column) const;

    std::shared_ptr<view::DiffRows> m_rows;
    std::vector<std::uint32_t> m_order;
    mutable core::RowDetailsScratch m_scratch; ///< of m_described: cells of a row are asked one by one
    mutable std::optional<std::uint32_t> m_described;
};

} // namespace devsync::models

Q_DECLARE_METATYPE(devsync::view::CellRuns)
