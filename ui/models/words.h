// SPDX-License-Identifier: Apache-2.0
// Words that only the window needs: columns, chips, why a button is off, times. Everything said about
// accounts, plans and errors comes from sync/texts. GUI thread.
#pragma once

#include "ui/view/chip.h"
#include "ui/view/diff_column.h"
#include "ui/view/sync_page_state.h"

#include <QString>

#include <cstdint>
#include <string>

namespace devsync::models {

QString columnLabel(view::DiffColumn column);
/// "First name in Apigee": a label that stands alone, as lists of columns and assistive technology need it.
QString columnFullLabel(view::DiffColumn column);

QString chipLabel(view::Chip chip);
QString chipGlyph(view::Chip chip);

/// Empty for None.
QString whyNotText(view::WhyNot whyNot);

/// "12 May 14:02", with the year when it is not this one; local time. `ms` since 1970 UTC.
QString dateText(std::int64_t ms, std::int64_t nowMs);
/// "14:02:10.122", local time.
QString clockText(std::int64_t ms);

/// "about 3 minutes left": without false precision.
QString remainingText(std::uint32_t seconds);

QString fromUtf8(std::string_view text);

} // namespace devsync::models
