// SPDX-License-Identifier: Apache-2.0
#include "tests/arch/room_table.h"
#include "tests/arch/rules.h"

#include <algorithm>
#include <functional>
#include <regex>

namespace devsync::arch {

namespace {

struct Include {
    std::string header;
    bool quoted = false;
};

bool parseInclude(const std::string& line, Include& include) {
    static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)re");
    std::smatch match;
    if (!std::regex_match(line, match, kInclude))
        return false;
    include = {.header = match[2], .quoted = match[1] == "\""};
    return true;
}

/// Empty: nothing is wrong with this include in this file.
using Judge = std::function<std::string(const SourceFile&, const Include&)>;

Findings judgeIncludes(const Tree& tree, const Judge& judge) {
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!isSource(file))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            Include include;
            if (!parseInclude(file.lines[i], include))
                continue;
            if (const std::string wrong = judge(file, include); !wrong.empty())
                findings.push_back(finding(file, i + 1, wrong));
        }
    }
    return findings;
}

bool isProject(const Include& include) {
    return startsWithAny(include.header, {"sync/", "app/", "ui/", "tests/"});
}

bool isGenerated(const Include& include) {
    return include.quoted && include.header.ends_with(".moc");
}

bool isListedForUnordered(const std::string& path) {
    return path == "sync/core/baseline.h";
}

/// What a line of code in a pure room must not contain, and why.
const std::vector<std::pair<std::regex, std::string>>& forbiddenInPure() {
    static const std::vector<std::pair<std::regex, std::string>> kForbidden{
        {std::regex(
             R"re(^\s*#\s*include\s*<(thread|mutex|shared_mutex|condition_variable|future|random)>)re"),
         "a pure room has no thread and no random source"},
        {std::regex(R"re(^\s*#\s*include\s*<(iostream|fstream|sstream|filesystem|locale|clocale|ctime)>)re"),
         "a pure room has no stream, file, locale or calendar"},
        {std::regex(R"re(\b(system_clock::now|steady_clock|high_resolution_clock|random_device)\b)re"),
         "a pure room reads no clock and no randomness"},
        {std::regex(R"re(\b(localtime|gmtime|setlocale|getenv)\b)re"),
         "a pure room has no time zone or environment"},
        {std::regex(
             R"re((^|[^\w:])(std)?::(time|open|socket)\(|\btime\((nullptr|NULL|0)\)|\b(rand|srand|fopen)\()re"),
         "a pure room calls no system"},
        {std::regex(R"re(\b(double|float)\b)re"), "no floating point in decisions"},
    };
    return kForbidden;
}

void judgePureLine(const SourceFile& file, std::size_t index, Findings& findings) {
    const std::string code = codeOf(file.lines[index]);
    for (const auto& [pattern, why] : forbiddenInPure()) {
        if (std::regex_search(code, pattern))
            findings.push_back(finding(file, index + 1, why));
    }
    if (code.find("unordered_") != std::string::npos && !isListedForUnordered(file.path))
        findings.push_back(finding(file, index + 1, "unordered_ containers only in listed files"));
}

} // namespace

Findings pureRooms(const Tree& tree) {
    Findings findings;
    for (const SourceFile& file : tree) {
        const Room* room = roomOf(file.path);
        if (!isSource(file) || room == nullptr || room->purity != Purity::Pure)
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            judgePureLine(file, i, findings);
    }
    return findings;
}

Findings librariesInRooms(const Tree& tree) {
    return judgeIncludes(tree, [](const SourceFile& file, const Include& include) -> std::string {
        const Room* room = roomOf(file.path);
        if (room == nullptr || isProject(include) || isGenerated(include))
            return {};
        const std::string_view library = libraryOfHeader(include.header);
        if (library.empty())
            return "a library the room table does not know: " + include.header;
        const auto& allowed = room->libraries;
        if (library == "std" || std::find(allowed.begin(), allowed.end(), library) != allowed.end())
            return {};
        return std::string(room->folder) + " may not use " + std::string(library) + ": " + include.header;
    });
}

Findings roomsKnowRooms(const Tree& tree) {
    return judgeIncludes(tree, [](const SourceFile& file, const Include& include) -> std::string {
        if (include.header.starts_with("app/") && !file.path.starts_with("app/"))
            return "nothing includes app/: " + include.header;
        const Room* room = roomOf(file.path);
        if (!isProject(include))
            return {};
        if (room == nullptr)
            return file.path.starts_with("tests/") ? "" : "this folder is no room of the table";
        if (include.header.starts_with(room->folder) || startsWithAny(include.header, room->mayInclude))
            return {};
        return std::string(room->folder) + " may not know " + include.header;
    });
}

Findings includesFromRoot(const Tree& tree) {
    return judgeIncludes(tree, [](const SourceFile&, const Include& include) -> std::string {
        if (isGenerated(include))
            return {};
        if (include.header.find("..") != std::string::npos)
            return "includes go from the repository root: " + include.header;
        if (include.quoted == isProject(include))
            return {};
        return include.quoted ? "no bare or library name in quotes: " + include.header
                              : "project headers stand in quotes: " + include.header;
    });
}

} // namespace devsync::arch
