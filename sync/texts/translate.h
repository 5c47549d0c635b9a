// SPDX-License-Identifier: Apache-2.0
// How every text of this room is made: looked up in the loaded translation, then filled in. All texts are
// UTF-8 std::string, so that rooms without Qt can pass them on. Only for the files of sync/texts.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace devsync::texts {

/// The translation of a source text marked with QT_TRANSLATE_NOOP("texts", …), with %1 … %9 replaced by
/// `args`, all at once: an argument that contains "%1" stays as it is. A placeholder without an argument
/// becomes empty.
std::string say(const char* source, std::initializer_list<std::string> args = {});

/// The two source texts of a counted thing, marked with QT_TRANSLATE_N_NOOP; %1 is the number.
struct Counted {
    const char* one;
    const char* many;
};
/// "1 account", "10,209 accounts"; other languages pick their own plural form of `many`.
std::string sayCount(const Counted& forms, std::uint64_t count);

/// 10,209: grouped by the separator of the translation.
std::string number(std::uint64_t value);
std::string number(std::int64_t value);

/// Account data inside a sentence: control characters replaced by spaces, cut to 80 characters with "…".
std::string quoted(std::string_view data);

} // namespace devsync::texts
