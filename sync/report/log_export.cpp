// SPDX-License-Identifier: Apache-2.0
#include "sync/report/log_export.h"

#include "sync/report/json_text.h"
#include "sync/report/terminal_text.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

constexpr std::size_t kLevelWidth = 8; ///< of the longest level, "critical"

std::string member(const Json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? harmless(found->get<std::string>()) : std::string();
}

void addWord(std::string& text, const std::string& word) {
    if (!word.empty())
        text += " " + word;
}

} // namespace

std::string logLineText(std::string_view jsonLine) {
    const Json line = Json::parse(jsonLine, nullptr, false);
    if (!line.is_object())
        return harmless(jsonLine) + "\n";
    std::string text = member(line, "time") + " " + cell(member(line, "level"), kLevelWidth);
    addWord(text, member(line, "side"));
    addWord(text, member(line, "account"));
    text += "  " + member(line, "text");
    if (const std::string code = member(line, "code"); !code.empty())
        text += " [" + code + "]";
    return text + "\n";
}

} // namespace devsync::report
