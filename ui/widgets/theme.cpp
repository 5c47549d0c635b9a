// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace devsync::widgets {

namespace {

using Tone = models::DiffModel::Tone;

struct ToneColors {
    QRgb light;
    QRgb dark;
};

/// Okabe–Ito hues, darkened or lightened until they can be read.
ToneColors colorsOf(Tone tone) {
    switch (tone) {
    case Tone::Normal:
        return {0xff1b1e23, 0xffe6e8eb};
    case Tone::Apigee:
        return {0xff005c99, 0xff6bb5ee};
    case Tone::Portal:
        return {0xff8a5200, 0xfff0b04a};
    case Tone::Conflict:
        return {0xff9c2574, 0xfff08cc4};
    case Tone::Failure:
        return {0xffb33a00, 0xffff9466};
    case Tone::Done:
        return {0xff1b6e3c, 0xff74cf94};
    }
    return {0xff000000, 0xffffffff};
}

ToneColors bandOf(Tone tone) {
    return tone == Tone::Apigee ? ToneColors{0xffe3f0fb, 0xff17344a} : ToneColors{0xfffdf0da, 0xff46361a};
}

QColor pick(ToneColors colors, const QPalette& palette) {
    return QColor::fromRgba(isDark(palette) ? colors.dark : colors.light);
}

double luminance(const QColor& color) {
    const auto channel = [](float value) {
        return value <= 0.03928F ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
           + 0.0722 * channel(color.blueF());
}

QPalette paletteOf(Appearance appearance) {
    const bool dark = appearance == Appearance::Dark;
    const QColor window = dark ? QColor(0x1e, 0x22, 0x28) : QColor(0xf3, 0xf4, 0xf6);
    const QColor base = dark ? QColor(0x25, 0x2a, 0x31) : QColor(0xff, 0xff, 0xff);
    const QColor text = dark ? QColor(0xe6, 0xe8, 0xeb) : QColor(0x1b, 0x1e, 0x23);
    const QColor button = dark ? QColor(0x2f, 0x35, 0x3d) : QColor(0xfa, 0xfb, 0xfc);
    const QColor faint = dark ? QColor(0x9a, 0xa3, 0xad) : QColor(0x5c, 0x65, 0x70);
    QPalette palette(button, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, dark ? QColor(0x2a, 0x2f, 0x37) : QColor(0xf8, 0xf9, 0xfb));
    for (const auto role :
         {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, text);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::PlaceholderText, faint);
    palette.setColor(QPalette::Highlight, QColor(0x22, 0x5f, 0xb5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, dark ? QColor(0x6b, 0xb5, 0xee) : QColor(0x00, 0x5c, 0x99));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role,
                         dark ? QColor(0x76, 0x7e, 0x88) : QColor(0x9a, 0xa1, 0xaa));
    return palette;
}

} // namespace

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Base).lightness() < 128;
}

QColor toneColor(Tone tone, const QPalette& palette) {
    return tone == Tone::Normal ? palette.color(QPalette::Text) : pick(colorsOf(tone), palette);
}

QColor bandColor(Tone tone, const QPalette& palette) {
    return pick(bandOf(tone), palette);
}

QColor dimmedText(const QPalette& palette) {
    return pick({0xff5c6570, 0xff9aa3ad}, palette);
}

QColor hairline(const QPalette& palette) {
    return pick({0xffdcdfe4, 0xff3a4049}, palette);
}

QPalette withQuietSelection(QPalette palette) {
    const QColor tint = pick({0xffd6e6f7, 0xff2c4a6b}, palette);
    const QColor text = palette.color(QPalette::Text);
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        palette.setColor(group, QPalette::Highlight, tint);
        palette.setColor(group, QPalette::HighlightedText, text);
    }
    return palette;
}

double contrast(const QColor& color, const QColor& background) {
    const std::array lights{luminance(color), luminance(background)};
    const auto [darker, lighter] = std::minmax_element(lights.begin(), lights.end());
    return (*lighter + 0.05) / (*darker + 0.05);
}

void applyAppearance(QApplication& application, Appearance appearance) {
    if (appearance == Appearance::System)
        return;
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(appearance));
}

QIcon icon(const QString& name, const QPalette& palette) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray color = palette.color(QPalette::ButtonText).name().toLatin1();
    QSvgRenderer renderer(file.readAll().replace("currentColor", color));
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace devsync::widgets
