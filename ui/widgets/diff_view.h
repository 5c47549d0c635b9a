// SPDX-License-Identifier: Apache-2.0
// The diff table: both systems side by side, whole rows selected, one fixed row height. Current row and
// selection come back after a new order. GUI thread.
#pragma once

#include "ui/models/diff_model.h"

#include <QTableView>

#include <cstdint>
#include <optional>

namespace devsync::widgets {

class GroupHeader;

class DiffView : public QTableView {
    Q_OBJECT
public:
    explicit DiffView(models::DiffModel& model, QWidget* parent = nullptr);

    void showSort(view::DiffColumn column, bool descending);
    /// Makes it the current row and shows it; nothing when it is behind the filter.
    void goTo(std::uint32_t row);
    /// The row of the plan under the cursor.
    std::optional<std::uint32_t> currentRow() const;
    /// From the cursor on, around the end: the next line that `wanted` likes. False when there is none.
    bool goToNext(bool forward, const std::function<bool(std::uint32_t row)>& wanted);

    QByteArray saveColumns() const;
    void restoreColumns(const QByteArray& saved);

Q_SIGNALS:
    void sortWanted(devsync::view::DiffColumn column);
    void currentRowChanged();

protected:
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setUpColumns();
    void rememberRow();
    void restoreRow();
    void showColumnMenu(const QPoint& at);

    models::DiffModel& m_model;
    GroupHeader* m_header;
    std::optional<std::uint32_t> m_remembered;
    int m_rememberedOffset = 0; ///< lines between the top of the view and that row
    const engine::PreparedPlan* m_rememberedPlan = nullptr;
    std::string m_rememberedEmail;
    bool m_restoring = false;
};

} // namespace devsync::widgets
