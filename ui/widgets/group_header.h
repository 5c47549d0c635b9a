// SPDX-License-Identifier: Apache-2.0
// Header of the diff table with a band above it that says which columns are Apigee's and which the portal's.
// Columns move only inside their group. GUI thread.
#pragma once

#include "ui/view/diff_column.h"

#include <QHeaderView>

namespace devsync::widgets {

class GroupHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit GroupHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    void keepGroups(int section, int from, int to);
    void paintBand(QPainter& painter, core::Side side) const;
    int bandHeight() const;
};

} // namespace devsync::widgets
