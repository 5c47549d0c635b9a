// SPDX-License-Identifier: Apache-2.0
#include "tests/arch/room_table.h"
#include "tests/arch/rules.h"

#include <algorithm>
#include <sstream>

namespace devsync::arch {

namespace {

struct RoomTarget {
    std::string name;
    std::vector<std::string> publicLinks;
    std::vector<std::string> privateLinks;
};

std::string withoutComments(const SourceFile& file) {
    std::string text;
    for (const std::string& line : file.lines)
        text += line.substr(0, line.find('#')) + "\n";
    return text;
}

RoomTarget parseRoom(const std::string& arguments) {
    std::istringstream words(arguments);
    RoomTarget target;
    words >> target.name;
    std::vector<std::string>* into = nullptr;
    for (std::string word; words >> word;) {
        if (word == "PUBLIC")
            into = &target.publicLinks;
        else if (word == "PRIVATE")
            into = &target.privateLinks;
        else if (word == "SOURCES" || word == "MOC")
            into = nullptr;
        else if (into != nullptr)
            into->push_back(word);
    }
    return target;
}

std::vector<RoomTarget> targetsOf(const SourceFile& file) {
    static const std::string kCall = "devsync_room(";
    const std::string text = withoutComments(file);
    std::vector<RoomTarget> targets;
    for (std::size_t at = text.find(kCall); at != std::string::npos; at = text.find(kCall, at + 1)) {
        const std::size_t from = at + kCall.size();
        targets.push_back(parseRoom(text.substr(from, text.find(')', from) - from)));
    }
    return targets;
}

/// The folder of a room's target, e.g. "sync/core/"; empty: a library.
std::string folderOf(const std::string& target) {
    if (target == "sync_sandbox_world")
        return "sync/sandbox/"; // the pure part of that room
    const std::size_t bar = target.find('_');
    if (bar == std::string::npos || !startsWithAny(target, {"sync_", "ui_"}))
        return {};
    return target.substr(0, bar) + "/" + target.substr(bar + 1) + "/";
}

bool mayLink(const Room& room, const std::string& target) {
    const std::string folder = folderOf(target);
    if (folder.empty()) {
        const std::string_view library = libraryOfTarget(target);
        return std::find(room.libraries.begin(), room.libraries.end(), library) != room.libraries.end();
    }
    // A permission for one header of a room is one for its target: headers may need its sources.
    return folder == room.folder
           || std::any_of(room.mayInclude.begin(), room.mayInclude.end(), [&](std::string_view allowed) {
                  return allowed.starts_with(folder) || folder.starts_with(allowed);
              });
}

bool includesFrom(const std::string& line, const std::string& target) {
    const std::size_t open = line.find_first_of("<\"");
    if (!line.starts_with("#include") || open == std::string::npos)
        return false;
    const std::string header = line.substr(open + 1, line.find_last_of(">\"") - open - 1);
    const std::string folder = folderOf(target);
    if (!folder.empty())
        return header.starts_with(folder);
    return libraryOfHeader(header) == libraryOfTarget(target);
}

bool headerNeeds(const Tree& tree, std::string_view folder, const std::string& target) {
    return std::any_of(tree.begin(), tree.end(), [&](const SourceFile& file) {
        return isHeader(file) && file.path.starts_with(folder)
               && std::any_of(file.lines.begin(), file.lines.end(),
                              [&](const std::string& line) { return includesFrom(line, target); });
    });
}

void judgeTarget(const Tree& tree, const SourceFile& file, const RoomTarget& target, Findings& findings) {
    const Room* room = roomOf(file.path);
    if (room == nullptr) {
        findings.push_back(finding(file, 1, target.name + " is no room of the table"));
        return;
    }
    std::vector<std::string> links = target.publicLinks;
    links.insert(links.end(), target.privateLinks.begin(), target.privateLinks.end());
    for (const std::string& link : links) {
        if (!mayLink(*room, link))
            findings.push_back(finding(file, 1, target.name + " may not link " + link));
    }
    for (const std::string& link : target.publicLinks) {
        if (!headerNeeds(tree, room->folder, link))
            findings.push_back(finding(file, 1, "no public header of " + target.name + " needs " + link));
    }
}

} // namespace

Findings linksOfRooms(const Tree& tree) {
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!file.path.ends_with("CMakeLists.txt"))
            continue;
        for (const RoomTarget& target : targetsOf(file))
            judgeTarget(tree, file, target, findings);
    }
    return findings;
}

} // namespace devsync::arch
