// SPDX-License-Identifier: Apache-2.0
// Puts widgets one after the other and goes on in the next line when the width is used up, so that chips and
// buttons never make the window wider than its screen. GUI thread.
#pragma once

#include <QLayout>

#include <vector>

namespace devsync::widgets {

class FlowLayout : public QLayout {
public:
    explicit FlowLayout(QWidget* parent, int spacing = 8);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& rect, bool move) const;

    std::vector<QLayoutItem*> m_items; ///< owned, as every layout does
    int m_spacing;
};

} // namespace devsync::widgets
