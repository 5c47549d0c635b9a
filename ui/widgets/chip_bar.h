// SPDX-License-Identifier: Apache-2.0
// The filter chips with their counts; one is chosen. GUI thread.
#pragma once

#include "ui/view/diff_rows.h"

#include <QAbstractButton>
#include <QWidget>

#include <array>

namespace devsync::widgets {

/// A rounded button with a count.
class ChipButton : public QAbstractButton {
    Q_OBJECT
public:
    ChipButton(view::Chip chip, QWidget* parent);
    void setCount(std::uint32_t count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    view::Chip m_chip;
    std::uint32_t m_count = 0;
};

class ChipBar : public QWidget {
    Q_OBJECT
public:
    explicit ChipBar(QWidget* parent = nullptr);
    void setCounts(const view::ChipCounts& counts);
    void choose(view::Chip chip);

Q_SIGNALS:
    void chosen(devsync::view::Chip chip);

private:
    std::array<ChipButton*, view::kChipCount> m_buttons{};
};

} // namespace devsync::widgets
