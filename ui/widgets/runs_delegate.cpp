// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/runs_delegate.h"

#include "ui/models/diff_model.h"
#include "ui/models/text_table.h"
#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace devsync::widgets {

namespace {

using models::DiffModel;
using view::Emphasis;

constexpr int kMargin = 8;

QFont fontFor(Emphasis emphasis, QFont font) {
    font.setBold(emphasis == Emphasis::Kept || emphasis == Emphasis::New);
    font.setStrikeOut(emphasis == Emphasis::Lost);
    return font;
}

QColor colorFor(Emphasis emphasis, const QStyleOptionViewItem& option, bool dimmed) {
    if (dimmed || emphasis == Emphasis::Lost || emphasis == Emphasis::Label)
        return dimmedText(option.palette);
    return option.palette.color(QPalette::Text);
}

void paintBackground(QPainter* painter, const QStyleOptionViewItem& option) {
    const QStyle* const style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
}

void paintFocus(QPainter* painter, const QStyleOptionViewItem& option) {
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    painter->setPen(QPen(toneColor(DiffModel::Tone::Apigee, option.palette), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
}

} // namespace

void RunsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    paintBackground(painter, option);
    painter->save();
    painter->setClipRect(option.rect);
    QRect rest = option.rect.adjusted(kMargin, 0, -kMargin / 2, 0);
    const bool dimmed = isDimmed(index);
    for (const Piece& piece : pieces(option, index)) {
        if (rest.width() <= 0)
            break;
        const QFont font = fontFor(piece.emphasis, option.font);
        const QFontMetrics metrics(font);
        const QString text = metrics.elidedText(piece.text, Qt::ElideRight, rest.width());
        painter->setFont(font);
        painter->setPen(piece.color.isValid() && !dimmed ? piece.color
                                                         : colorFor(piece.emphasis, option, dimmed));
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        const int gap = piece.emphasis == Emphasis::Lost ? metrics.horizontalAdvance(QLatin1Char(' ')) : 0;
        rest.setLeft(rest.left() + metrics.horizontalAdvance(text) + gap);
    }
    paintFocus(painter, option);
    painter->restore();
}

QSize RunsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    int width = 2 * kMargin;
    for (const Piece& piece : pieces(option, index))
        width += QFontMetrics(fontFor(piece.emphasis, option.font))
                     .horizontalAdvance(piece.text + QLatin1Char(' '));
    return {width, option.fontMetrics.height() + 10};
}

std::vector<RunsDelegate::Piece> RunsDelegate::pieces(const QStyleOptionViewItem&,
                                                      const QModelIndex& index) const {
    const auto emphasis = static_cast<Emphasis>(index.data(models::TextTable::EmphasisRole).toInt());
    return {{emphasis, index.data().toString(), {}}};
}

bool RunsDelegate::isDimmed(const QModelIndex&) const {
    return false;
}

std::vector<RunsDelegate::Piece> DiffDelegate::pieces(const QStyleOptionViewItem& option,
                                                      const QModelIndex& index) const {
    std::vector<Piece> pieces;
    if (const QVariant runs = index.data(DiffModel::RunsRole); runs.isValid()) {
        for (const view::CellRun& run : runs.value<view::CellRuns>())
            pieces.push_back({run.emphasis, models::fromUtf8(run.text), {}});
        return pieces;
    }
    const QVariant tone = index.data(DiffModel::ToneRole);
    const QColor color = tone.isValid() ? toneColor(tone.value<DiffModel::Tone>(), option.palette) : QColor();
    const bool action = index.column() == static_cast<int>(view::DiffColumn::Action) && !isDimmed(index);
    if (const QString glyph = index.data(DiffModel::GlyphRole).toString(); !glyph.isEmpty())
        pieces.push_back({action ? Emphasis::Kept : Emphasis::Plain, glyph + QStringLiteral("  "), color});
    pieces.push_back({action ? Emphasis::Kept : Emphasis::Plain, index.data().toString(), color});
    return pieces;
}

bool DiffDelegate::isDimmed(const QModelIndex& index) const {
    return index.data(DiffModel::DimmedRole).toBool();
}

} // namespace devsync::widgets
