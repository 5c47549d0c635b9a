// SPDX-License-Identifier: Apache-2.0
#include "tests/arch/rules.h"

#include <algorithm>
#include <regex>

namespace devsync::arch {

namespace {

constexpr std::size_t kFileLines = 500;
constexpr std::size_t kHeaderLines = 200;
constexpr std::size_t kFunctionLines = 70;

bool isScript(const SourceFile& file) {
    return file.path.ends_with(".sh") || (!file.lines.empty() && file.lines[0].starts_with("#!"));
}

bool needsLicence(const SourceFile& file) {
    return isSource(file) || isScript(file) || file.path.ends_with(".cmake")
           || file.path.ends_with("CMakeLists.txt");
}

/// Data of a Qt Test and tables are lists, not functions: their length says nothing.
bool opensFunction(const std::string& line) {
    static const std::regex kOther(R"re(^(namespace|struct|class|enum|union|extern|const|constexpr)\b.*)re");
    return !line.empty() && (std::isalpha(static_cast<unsigned char>(line[0])) != 0 || line[0] == '_')
           && line.ends_with("{") && line.find('(') != std::string::npos
           && line.find("_data()") == std::string::npos && line.find("[] = {") == std::string::npos
           && !(std::regex_match(line, kOther) && line.find(')') == std::string::npos);
}

/// Sources are formatted: a function of a namespace begins and ends at the margin.
void judgeFunctions(const SourceFile& file, Findings& findings) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (opensFunction(file.lines[i]))
            start = i + 1;
        if (!file.lines[i].starts_with("}"))
            continue;
        if (start != 0 && i + 2 - start > kFunctionLines)
            findings.push_back(finding(file, start, "a function of more than 70 lines"));
        start = 0;
    }
}

} // namespace

Findings neverDeletes(const Tree& tree) {
    static const std::vector<std::string_view> kMayName{
        "sync/net/http_transport.cpp", // refuses it
        "sync/protocol/http.cpp",      // its name
        "sync/engine/side_state.cpp",  // a switch over all methods
        "sync/sandbox/",               // plays servers that other clients may ask for it
        "tests/"};
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!isSource(file) || startsWithAny(file.path, kMayName))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (codeOf(file.lines[i]).find("Method::Delete") != std::string::npos)
                findings.push_back(finding(file, i + 1, "nothing is ever deleted"));
        }
    }
    return findings;
}

Findings forbiddenCalls(const Tree& tree) {
    static const std::regex kForbidden(
        R"re(\b(QEventLoop|processEvents|BlockingQueuedConnection|co_(await|yield|return)|)re"
        R"re(setApplicationProxy(Factory)?|setUseSystemConfiguration)\b|(->|\.)terminate\(\))re");
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!isSource(file) || file.path.starts_with("tests/"))
            continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (std::regex_search(codeOf(file.lines[i]), kForbidden))
                findings.push_back(finding(file, i + 1, "forbidden outside tests"));
        }
    }
    return findings;
}

Findings licenceLines(const Tree& tree) {
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!needsLicence(file))
            continue;
        const std::size_t at = isScript(file) && !isSource(file) && file.lines[0].starts_with("#!") ? 1 : 0;
        if (file.lines.size() <= at || file.lines[at].find("SPDX-License-Identifier: ") == std::string::npos)
            findings.push_back(finding(file, at + 1, "no SPDX line"));
    }
    return findings;
}

Findings sizes(const Tree& tree) {
    Findings findings;
    for (const SourceFile& file : tree) {
        if (!isSource(file))
            continue;
        if (file.lines.size() > (isHeader(file) ? kHeaderLines : kFileLines))
            findings.push_back(finding(file, file.lines.size(), "the file is too long"));
        judgeFunctions(file, findings);
    }
    return findings;
}

Findings machinePaths(const Tree& tree, const std::vector<std::string>& places) {
    // "ana" is the person of the examples.
    static const std::regex kPlaces(R"re((^|[^\w./])/(root|tmp|Users|home/(?!ana\b)\w+)/)re");
    Findings findings;
    for (const SourceFile& file : tree) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const std::string& line = file.lines[i];
            const bool named = std::any_of(places.begin(), places.end(), [&line](const std::string& place) {
                return line.find(place) != std::string::npos;
            });
            if (named || std::regex_search(line, kPlaces))
                findings.push_back(finding(file, i + 1, "a path of a machine"));
        }
    }
    return findings;
}

Findings impureSymbols(const std::string& archive, const std::vector<std::string>& symbols) {
    static const std::regex kCalls(
        "(time|clock|clock_gettime|gettimeofday|rand|srand|random|getrandom|getentropy|arc4random|open(64)?|"
        "openat|fopen(64)?|read|write|socket|connect|getenv|setlocale|localtime(_r)?|gmtime(_r)?|sleep|"
        "usleep|"
        "nanosleep|fork|system|pthread_\\w+)(@.*)?");
    static const std::regex kNames(
        "(Q[A-Z]\\w*::.*|q[A-Z]\\w*\\(.*|qt_.*|(vtable|typeinfo) for Q[A-Z].*|std::chrono::.*::now\\(\\).*|"
        "std::random_device.*|std::thread.*|std::locale.*|std::(cout|cerr|cin|clog)|"
        "std::basic_(ifstream|ofstream|fstream|filebuf).*|std::filesystem.*|spdlog.*)");
    Findings findings;
    for (const std::string& symbol : symbols) {
        if (std::regex_match(symbol, kCalls) || std::regex_match(symbol, kNames))
            findings.push_back(archive + ": " + symbol);
    }
    return findings;
}

} // namespace devsync::arch
