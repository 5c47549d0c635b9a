// SPDX-License-Identifier: Apache-2.0
// Paints a cell as prepared runs of text: kept, lost (struck through), new. Plain drawing, elided at the end
// of the cell, never rich text. Also for tables whose cells have one emphasis. GUI thread.
#pragma once

#include "ui/view/cell_runs.h"

#include <QStyledItemDelegate>

namespace devsync::widgets {

class RunsDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    struct Piece {
        view::Emphasis emphasis = view::Emphasis::Plain;
        QString text;
        QColor color; ///< invalid: by emphasis
    };
    /// What to draw, in order.
    virtual std::vector<Piece> pieces(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    virtual bool isDimmed(const QModelIndex& index) const;
};

/// Cells of the diff table.
class DiffDelegate : public RunsDelegate {
    Q_OBJECT
public:
    using RunsDelegate::RunsDelegate;

protected:
    std::vector<Piece> pieces(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool isDimmed(const QModelIndex& index) const override;
};

} // namespace devsync::widgets
