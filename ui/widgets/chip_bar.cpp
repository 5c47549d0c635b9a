// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip_bar.h"

#include "ui/models/words.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QLocale>
#include <QPainter>

namespace devsync::widgets {

namespace {

QString chipName(view::Chip chip) {
    return QStringLiteral("chip%1").arg(static_cast<int>(chip));
}

} // namespace

ChipButton::ChipButton(view::Chip chip, QWidget* parent) : QAbstractButton(parent), m_chip(chip) {
    setObjectName(chipName(chip));
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(chip))));
    setToolTip(QStringLiteral("%1 (%2)").arg(models::chipLabel(chip),
                                             shortcut().toString(QKeySequence::NativeText)));
    setCount(0);
}

void ChipButton::setCount(std::uint32_t count) {
    m_count = count;
    const QString label = models::chipLabel(m_chip) + QLatin1Char(' ') + QLocale().toString(count);
    const QString glyph = models::chipGlyph(m_chip);
    const QKeySequence keys = shortcut();
    setText(glyph.isEmpty() ? label : glyph + QLatin1Char(' ') + label);
    setShortcut(keys); // a new text drops it
    setAccessibleName(label);
    updateGeometry();
}

QSize ChipButton::sizeHint() const {
    QFont bold = font();
    bold.setBold(true);
    return {QFontMetrics(bold).horizontalAdvance(text()) + 26, fontMetrics().height() + 10};
}

void ChipButton::paintEvent(QPaintEvent*) {
    using Tone = models::DiffModel::Tone;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = palette().color(QPalette::Highlight);
    const bool marked = isChecked() || underMouse();
    QColor fill = accent;
    fill.setAlpha(isChecked() ? 45 : 15);
    painter.setPen(QPen(isChecked() || hasFocus() ? accent : hairline(palette()), hasFocus() ? 2 : 1));
    painter.setBrush(marked ? fill : palette().color(QPalette::Base));
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    QFont bold = font();
    bold.setBold(isChecked());
    painter.setFont(bold);
    const bool stands = m_count > 0 && (m_chip == view::Chip::Conflicts || m_chip == view::Chip::Failed);
    const Tone tone = m_chip == view::Chip::Failed ? Tone::Failure : Tone::Conflict;
    painter.setPen(stands         ? toneColor(tone, palette())
                   : m_count == 0 ? dimmedText(palette())
                                  : palette().color(QPalette::Text));
    painter.drawText(rect(), Qt::AlignCenter, text());
}

ChipBar::ChipBar(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("chipBar"));
    setAccessibleName(tr("Filter"));
    auto* const layout = new FlowLayout(this, 6);
    auto* const group = new QButtonGroup(this);
    for (const view::Chip chip : view::kChips) {
        auto* const button = new ChipButton(chip, this);
        m_buttons[static_cast<std::size_t>(chip)] = button;
        group->addButton(button);
        layout->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, chip] { Q_EMIT chosen(chip); });
    }
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    choose(view::Chip::All);
}

void ChipBar::setCounts(const view::ChipCounts& counts) {
    for (const view::Chip chip : view::kChips)
        m_buttons[static_cast<std::size_t>(chip)]->setCount(counts[static_cast<std::size_t>(chip)]);
}

void ChipBar::choose(view::Chip chip) {
    m_buttons[static_cast<std::size_t>(chip)]->setChecked(true);
}

} // namespace devsync::widgets
