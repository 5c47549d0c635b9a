// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/group_header.h"

#include "ui/widgets/theme.h"

#include <QPainter>
#include <QSignalBlocker>

namespace devsync::widgets {

namespace {

using Tone = models::DiffModel::Tone;

std::optional<core::Side> sideOf(int section) {
    return view::factsOf(static_cast<view::DiffColumn>(section)).side;
}

} // namespace

GroupHeader::GroupHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QHeaderView::sectionMoved, this, &GroupHeader::keepGroups);
}

int GroupHeader::bandHeight() const {
    return fontMetrics().height() + 8;
}

QSize GroupHeader::sizeHint() const {
    QSize size = QHeaderView::sizeHint();
    size.setHeight(fontMetrics().height() + 10 + bandHeight());
    return size;
}

void GroupHeader::keepGroups(int section, int from, int to) {
    const auto side = sideOf(section);
    const int step = to > from ? 1 : -1;
    for (int visual = from; visual != to; visual += step)
        if (sideOf(logicalIndex(visual)) != side || !side) {
            const QSignalBlocker quiet(this);
            moveSection(to, from);
            viewport()->update();
            return;
        }
}

void GroupHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const QRect lower = rect.adjusted(0, bandHeight(), 0, 0);
    painter->fillRect(rect, palette().color(QPalette::Base));
    QRect text = lower.adjusted(8, 0, -6, 0);
    QFont bold = font();
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(palette().color(QPalette::Text));
    QString label = model()->headerData(section, Qt::Horizontal).toString();
    if (isSortIndicatorShown() && sortIndicatorSection() == section)
        label += sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral(" ▴") : QStringLiteral(" ▾");
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(bold).elidedText(label, Qt::ElideRight, text.width()));
    painter->setPen(hairline(palette()));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight() + QPoint(0, bandHeight()), rect.bottomRight());
}

void GroupHeader::paintBand(QPainter& painter, core::Side side) const {
    int left = -1;
    int right = -1;
    for (int section = 0; section < count(); ++section) {
        if (sideOf(section) != side || isSectionHidden(section))
            continue;
        const int at = sectionViewportPosition(section);
        left = left < 0 ? at : std::min(left, at);
        right = std::max(right, at + sectionSize(section));
    }
    if (right < 0)
        return;
    const Tone tone = side == core::Side::Apigee ? Tone::Apigee : Tone::Portal;
    const QRect band(left, 0, right - left, bandHeight());
    painter.fillRect(band, bandColor(tone, palette()));
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(toneColor(tone, palette()));
    const QRect visible = band.intersected(viewport()->rect());
    painter.drawText(visible, Qt::AlignCenter, side == core::Side::Apigee ? tr("Apigee") : tr("Portal"));
}

void GroupHeader::paintEvent(QPaintEvent* event) {
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    for (const core::Side side : core::kSides)
        paintBand(painter, side);
}

} // namespace devsync::widgets
