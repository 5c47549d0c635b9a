// SPDX-License-Identifier: Apache-2.0
#include "tests/arch/tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace devsync::arch {

namespace fs = std::filesystem;

namespace {

bool isLeftOut(const std::string& path) {
    return path == ".git" || path.starts_with("build") || path == "tests/fixtures";
}

std::string readText(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

Tree readTree(const std::string& root) {
    Tree tree;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
        const std::string path = fs::relative(at->path(), root).generic_string();
        if (at->is_directory() && isLeftOut(path))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && !isLeftOut(path))
            tree.push_back(fileOf(path, readText(at->path())));
    }
    std::sort(tree.begin(), tree.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return tree;
}

SourceFile fileOf(std::string path, std::string_view text) {
    SourceFile file{.path = std::move(path), .lines = {}};
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        file.lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return file;
}

bool startsWithAny(std::string_view text, const std::vector<std::string_view>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [text](std::string_view prefix) { return text.starts_with(prefix); });
}

bool isHeader(const SourceFile& file) {
    return file.path.ends_with(".h");
}

bool isSource(const SourceFile& file) {
    return isHeader(file) || file.path.ends_with(".cpp");
}

std::string codeOf(const std::string& line) {
    bool quoted = false;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if (quoted && line[i] == '\\')
            ++i;
        else if (line[i] == '"')
            quoted = !quoted;
        else if (!quoted && line[i] == '/' && line[i + 1] == '/')
            return line.substr(0, i);
    }
    return line;
}

std::string finding(const SourceFile& file, std::size_t line, std::string_view what) {
    return file.path + ":" + std::to_string(line) + ": " + std::string(what);
}

} // namespace devsync::arch
