// SPDX-License-Identifier: Apache-2.0
// A TOML text as a plain tree that remembers lines. Only for the profile reader; the library behind it is
// private to toml_document.cpp.
#pragma once

#include "sync/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace devsync::service {

struct TomlNode {
    enum class Kind : std::uint8_t { Text, Integer, Boolean, List, Table, Other };
    Kind kind = Kind::Table;
    int line = 1;
    std::string text; ///< UTF-8
    std::int64_t integer = 0;
    bool boolean = false;
    std::vector<TomlNode> items;                           ///< List
    std::vector<std::pair<std::string, TomlNode>> members; ///< Table, in order of the file

    const TomlNode* member(std::string_view name) const;
};

/// ProfileInvalid with where = "FILE:LINE:" when the text is not TOML. The detail never repeats values.
core::Result<TomlNode> parseToml(std::string_view text, const std::string& file);

} // namespace devsync::service
