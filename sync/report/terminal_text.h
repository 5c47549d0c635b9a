// SPDX-License-Identifier: Apache-2.0
// Cells and colours of texts for a terminal. Only for the files of sync/report. The one place with ANSI
// codes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace devsync::report {

enum class Colour : std::uint8_t { Off, Ansi };

struct TextOptions {
    std::size_t width = 100;  ///< columns of the terminal; under kNarrow rows are broken over some lines
    std::size_t maxRows = 24; ///< listed rows, then "… and N more"
    Colour colour = Colour::Off;
};

inline constexpr std::size_t kNarrow = 90;
/// No terminal: nothing is cut.
inline constexpr std::size_t kWhole = std::numeric_limits<std::size_t>::max();

/// Account data without anything that steers a terminal: controls and direction marks become spaces.
std::string harmless(std::string_view data);

/// Harmless, cut with "…" and filled with spaces to exactly `width` characters.
std::string cell(std::string_view data, std::size_t width);
/// Harmless, filled but never cut.
std::string padded(std::string_view data, std::size_t width);
/// Cut but not filled.
std::string clipped(std::string_view data, std::size_t width);

std::size_t characterCount(std::string_view text);

/// Emphasis beside a glyph and a word, never instead of them.
enum class Tone : std::uint8_t { Plain, Strong, Dim, Good, Warning, Bad };
std::string toned(std::string text, Tone tone, Colour colour);

} // namespace devsync::report
