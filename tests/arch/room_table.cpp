// SPDX-License-Identifier: Apache-2.0
#include "tests/arch/room_table.h"

#include "tests/arch/tree.h"

#include <cctype>
#include <utility>

namespace devsync::arch {

namespace {

using Names = std::vector<std::string_view>;
using NamePairs = std::vector<std::pair<std::string_view, std::string_view>>;

constexpr std::string_view kRunView = "sync/engine/run_view.h";
constexpr auto kPure = Purity::Pure;
constexpr auto kShell = Purity::Shell;

std::string_view qtModuleOf(std::string_view header) {
    static const Names kNetwork{"QNetwork",        "QSsl",    "QTcp", "QUdp", "QHost",
                                "QAbstractSocket", "QLocalS", "QDns"};
    static const Names kGui{"QGui",        "QIcon",    "QColor",
                            "QFont",       "QPalette", "QPixmap",
                            "QPaint",      "QWidget",  "QAbstractItemView",
                            "QMainWindow", "QAction",  "QApplication",
                            "QHeaderView", "QTable",   "QStyledItem",
                            "QFrame",      "QLayout",  "QAbstractButton",
                            "QSvg",        "QDialog",  "QClipboard"};
    if (header.starts_with("QSql"))
        return "qt-sql";
    if (header.starts_with("QTest") || header.starts_with("QtTest") || header == "QSignalSpy")
        return "qt-test";
    if (startsWithAny(header, kNetwork))
        return "qt-network";
    return startsWithAny(header, kGui) ? "qt-gui" : "qt-core";
}

std::string_view lookUp(const NamePairs& pairs, std::string_view name) {
    for (const auto& [prefix, library] : pairs) {
        if (name.starts_with(prefix))
            return library;
    }
    return {};
}

} // namespace

const std::vector<Room>& rooms() {
    static const std::vector<Room> kRooms{
        {"sync/core/", kPure, {}, {"tl", "icu", "xxhash"}},
        {"sync/protocol/", kPure, {"sync/core/"}, {"tl", "simdjson", "nlohmann"}},
        {"sync/engine/", kPure, {"sync/core/", "sync/protocol/"}, {"tl"}},
        {"sync/texts/", kShell, {"sync/core/", kRunView}, {"qt-core"}},
        {"sync/report/", kShell, {"sync/core/", "sync/texts/", kRunView}, {"openssl", "nlohmann", "qt-core"}},
        {"sync/log/", kShell, {"sync/core/"}, {"spdlog", "posix"}},
        {"sync/storage/", kShell, {"sync/core/"}, {"qt-core", "qt-sql", "posix"}},
        {"sync/net/",
         kShell,
         {"sync/core/", "sync/protocol/"},
         {"qt-core", "qt-network", "openssl", "posix"}},
        // The sandbox shares HTTP values with the connectors and none of their codecs: it must not agree with
        // their mistakes.
        {"sync/sandbox/",
         kShell,
         {"sync/core/", "sync/protocol/http.h"},
         {"tl", "nlohmann", "boost", "qt-core", "qt-network", "posix"}},
        {"sync/service/",
         kShell,
         {"sync/core/", "sync/protocol/", "sync/engine/", "sync/texts/", "sync/report/", "sync/log/",
          "sync/storage/", "sync/net/"},
         {"toml", "qt-core", "qt-network", "posix"}},
        {"ui/view/", kPure, {"sync/core/", kRunView}, {}},
        {"ui/models/",
         kShell,
         {"sync/core/", kRunView, "sync/texts/", "sync/log/", "sync/service/", "ui/view/"},
         {"qt-core", "qt-gui"}},
        {"ui/widgets/",
         kShell,
         {"sync/core/", kRunView, "sync/texts/", "sync/log/", "sync/service/", "ui/view/", "ui/models/"},
         {"qt-core", "qt-gui"}},
        {"app/cli/",
         kShell,
         {"sync/core/", kRunView, "sync/texts/", "sync/report/", "sync/log/", "sync/sandbox/",
          "sync/service/"},
         {"cli11", "qt-core", "posix"}},
        {"app/gui/",
         kShell,
         {"sync/core/", "sync/texts/", "sync/log/", "sync/sandbox/", "sync/service/", "ui/"},
         {"qt-core", "qt-gui"}},
    };
    return kRooms;
}

const Room* roomOf(std::string_view path) {
    for (const Room& room : rooms()) {
        if (path.starts_with(room.folder))
            return &room;
    }
    return nullptr;
}

std::string_view libraryOfHeader(std::string_view header) {
    static const NamePairs kLibraries{{"tl/", "tl"},
                                      {"unicode/", "icu"},
                                      {"xxhash.h", "xxhash"},
                                      {"simdjson.h", "simdjson"},
                                      {"nlohmann/", "nlohmann"},
                                      {"openssl/", "openssl"},
                                      {"spdlog/", "spdlog"},
                                      {"fmt/", "fmt"},
                                      {"CLI/", "cli11"},
                                      {"toml++/", "toml"},
                                      {"boost/", "boost"},
                                      {"rapidcheck", "rapidcheck"},
                                      {"benchmark/", "benchmark"},
                                      {"sys/", "posix"},
                                      {"netinet/", "posix"},
                                      {"arpa/", "posix"}};
    if (header.size() > 1 && header[0] == 'Q' && (std::isupper(header[1]) != 0 || header[1] == 't'))
        return qtModuleOf(header);
    if (const std::string_view known = lookUp(kLibraries, header); !known.empty())
        return known;
    if (header.find('/') != std::string_view::npos)
        return {};
    return header.ends_with(".h") ? "posix" : "std";
}

std::string_view libraryOfTarget(std::string_view target) {
    static const NamePairs kLibraries{{"tl::", "tl"},
                                      {"ICU::", "icu"},
                                      {"PkgConfig::XXH", "xxhash"},
                                      {"simdjson", "simdjson"},
                                      {"nlohmann_json", "nlohmann"},
                                      {"OpenSSL::", "openssl"},
                                      {"spdlog", "spdlog"},
                                      {"fmt::", "fmt"},
                                      {"CLI11", "cli11"},
                                      {"tomlplusplus", "toml"},
                                      {"Boost::", "boost"},
                                      {"Qt6::Core", "qt-core"},
                                      {"Qt6::Concurrent", "qt-core"},
                                      {"Qt6::Network", "qt-network"},
                                      {"Qt6::Sql", "qt-sql"},
                                      {"Qt6::Gui", "qt-gui"},
                                      {"Qt6::Widgets", "qt-gui"},
                                      {"Qt6::Svg", "qt-gui"},
                                      {"Threads::", "posix"}};
    return lookUp(kLibraries, target);
}

} // namespace devsync::arch
