// SPDX-License-Identifier: Apache-2.0
#include "sync/report/profile_document.h"

#include "sync/report/terminal_text.h"
#include "sync/texts/error_text.h"
#include "sync/texts/profile_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace devsync::report {

namespace {

Json lineJson(const ProfileLine& line) {
    Json json{{"name", line.name},
              {"file", line.file},
              {"organization", textOrNull(line.organization)},
              {"portal", textOrNull(line.portal)},
              {"error", nullptr}};
    if (line.error) {
        const texts::ErrorText text = texts::describe(*line.error);
        json["error"] = {{"code", text.code}, {"message", text.message()}, {"remedy", text.remedy}};
    }
    return json;
}

} // namespace

void writeProfilesDocument(const std::vector<ProfileLine>& profiles, const Sink& sink) {
    ListDocument document(Json{{"schema", 1}, {"kind", "profiles"}}, "profiles", sink);
    for (const ProfileLine& line : profiles)
        document.add(lineJson(line));
    document.finish(Json::object());
}

std::string profilesText(const std::vector<ProfileLine>& profiles) {
    if (profiles.empty())
        return texts::noProfilesText() + "\n";
    std::size_t width = 0;
    for (const ProfileLine& line : profiles)
        width = std::max(width, characterCount(line.name));
    std::string text;
    for (const ProfileLine& line : profiles)
        text += cell(line.name, width) + "  "
                + harmless(line.error ? texts::describe(*line.error).line()
                                      : line.organization + " · " + line.portal)
                + "\n";
    return text;
}

void writeProfileDocument(const std::string& name, const std::string& file, const ProfileSettings& settings,
                          const Sink& sink) {
    const Json head{{"schema", 1}, {"kind", "profile"}, {"name", name}, {"file", file}};
    ListDocument document(head, "settings", sink);
    for (const auto& [key, value] : settings)
        document.add({{"key", key}, {"value", value}});
    document.finish(Json::object());
}

std::string profileText(const std::string& file, const ProfileSettings& settings) {
    std::size_t width = 0;
    for (const auto& [key, value] : settings)
        width = std::max(width, characterCount(key));
    std::string text = harmless(file) + "\n";
    for (const auto& [key, value] : settings)
        text += cell(key, width) + "  " + harmless(value) + "\n";
    return text;
}

} // namespace devsync::report
