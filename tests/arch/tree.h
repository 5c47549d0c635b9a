// SPDX-License-Identifier: Apache-2.0
// The files of the repository as text, for rules that are checked on them. Reads once, judges nothing.
// The rules take a Tree, so that a self-test can hand them a small bad one. Called by the programs of
// tests/arch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devsync::arch {

struct SourceFile {
    std::string path;               ///< from the repository root, with '/'
    std::vector<std::string> lines; ///< without line ends
};

using Tree = std::vector<SourceFile>;
/// One sentence a violation, "path:line: what is wrong". Empty: the rule holds.
using Findings = std::vector<std::string>;

/// Every regular file below `root` but builds, .git and recorded fixtures.
Tree readTree(const std::string& root);

SourceFile fileOf(std::string path, std::string_view text);
bool startsWithAny(std::string_view text, const std::vector<std::string_view>& prefixes);
bool isSource(const SourceFile& file); ///< .cpp or .h
bool isHeader(const SourceFile& file); ///< .h
/// The line up to a `//` comment; literals are kept.
std::string codeOf(const std::string& line);
std::string finding(const SourceFile& file, std::size_t line, std::string_view what);

} // namespace devsync::arch
