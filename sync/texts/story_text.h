// SPDX-License-Identifier: Apache-2.0
// The eight prepared stories of the demo world: name for `demo --story NAME`, title, what is to be seen.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace devsync::texts {

enum class Story : std::uint8_t {
    Newer,
    Tie,
    Conflict,
    CaseTwins,
    UserNameTaken,
    NineteenAttributes,
    FlakyServer,
    Reappears,
};

inline constexpr std::array kStories{Story::Newer,       Story::Tie,           Story::Conflict,
                                     Story::CaseTwins,   Story::UserNameTaken, Story::NineteenAttributes,
                                     Story::FlakyServer, Story::Reappears};

/// "newer", "tie", …: never translated.
std::string_view storyName(Story story);
std::optional<Story> storyNamed(std::string_view name);
std::string storyTitle(Story story);
/// One or two sentences: what was prepared and what will happen.
std::string storyText(Story story);

} // namespace devsync::texts
