// SPDX-License-Identifier: Apache-2.0
// Colours that mean something, for the palette in use: at least 4.5:1 against the base of a table, light or
// dark (tested). Everything else is the platform's. Never the only carrier of a meaning. GUI thread.
#pragma once

#include "ui/models/diff_model.h"

#include <QColor>
#include <QIcon>
#include <QPalette>

#include <cstdint>

class QApplication;

namespace devsync::widgets {

enum class Appearance : std::uint8_t { System, Light, Dark };

bool isDark(const QPalette& palette);
/// Text colour; Normal is the palette's own.
QColor toneColor(models::DiffModel::Tone tone, const QPalette& palette);
/// Behind the band of a side in the header.
QColor bandColor(models::DiffModel::Tone tone, const QPalette& palette);
QColor dimmedText(const QPalette& palette);
QColor hairline(const QPalette& palette);
/// For tables whose cells carry meaning in colour and weight: the selected row is tinted, its text stays.
QPalette withQuietSelection(QPalette palette);

/// `color` on `background`, WCAG 2: 1 … 21.
double contrast(const QColor& color, const QColor& background);

void applyAppearance(QApplication& application, Appearance appearance);

/// One of resources/icons, in the text colour of the palette.
QIcon icon(const QString& name, const QPalette& palette);

} // namespace devsync::widgets
