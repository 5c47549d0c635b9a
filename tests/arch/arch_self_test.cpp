// SPDX-License-Identifier: Apache-2.0
// Each rule is shown a small tree that keeps it and one that breaks it: a rule that cannot fail proves
// nothing.
#include "tests/arch/rules.h"

#include <QTest>

using namespace devsync::arch;

namespace {

using Rule = Findings (*)(const Tree&);

Findings noPlaces(const Tree& tree) {
    return machinePaths(tree, {"/srv/checkout"});
}

std::string linesOf(std::size_t count, const std::string& before = {}, const std::string& after = {}) {
    std::string text = before;
    for (std::size_t i = 0; i < count; ++i)
        text += "    x();\n";
    return text + after;
}

struct Case {
    const char* name;
    Rule rule;
    const char* path;
    std::string text;
    qsizetype findings;
};

std::vector<Case> includeCases() {
    return {
        {"clock header", pureRooms, "sync/core/a.cpp", "#include <thread>\n", 1},
        {"harmless header", pureRooms, "sync/core/a.cpp", "#include <vector>\n", 0},
        {"clock", pureRooms, "sync/engine/a.cpp", "auto t = std::chrono::steady_clock::now();\n", 1},
        {"clock in a comment", pureRooms, "sync/engine/a.cpp", "// never a steady_clock\n", 0},
        {"clock in the shell", pureRooms, "sync/net/a.cpp", "auto t = steady_clock::now();\n", 0},
        {"time()", pureRooms, "sync/protocol/a.cpp", "return ::time(nullptr);\n", 1},
        {"member time()", pureRooms, "sync/protocol/a.cpp", "return row.time();\n", 0},
        {"own open()", pureRooms, "sync/protocol/a.cpp", "open(true);\n", 0},
        {"unordered", pureRooms, "sync/core/a.h", "std::unordered_map<int, int> m;\n", 1},
        {"unordered, listed", pureRooms, "sync/core/baseline.h", "std::unordered_map<int, int> m;\n", 0},
        {"floating point", pureRooms, "sync/core/a.h", "double share = 0.5;\n", 1},
        {"Qt in a pure room", librariesInRooms, "sync/core/a.cpp", "#include <QString>\n", 1},
        {"Qt in the view", librariesInRooms, "ui/view/a.cpp", "#include <QString>\n", 1},
        {"SQL outside storage", librariesInRooms, "sync/net/a.cpp", "#include <QSqlQuery>\n", 1},
        {"SQL in storage", librariesInRooms, "sync/storage/a.cpp", "#include <QSqlQuery>\n", 0},
        {"unknown library", librariesInRooms, "sync/net/a.cpp", "#include <curl/curl.h>\n", 1},
        {"window knows the store", roomsKnowRooms, "ui/models/a.cpp", "#include \"sync/storage/store.h\"\n",
         1},
        {"window knows the net", roomsKnowRooms, "ui/widgets/a.cpp", "#include \"sync/net/tls.h\"\n", 1},
        {"core knows engine", roomsKnowRooms, "sync/core/a.cpp", "#include \"sync/engine/engine.h\"\n", 1},
        {"engine knows core", roomsKnowRooms, "sync/engine/a.cpp", "#include \"sync/core/plan.h\"\n", 0},
        {"sandbox knows a codec", roomsKnowRooms, "sync/sandbox/a.cpp",
         "#include \"sync/protocol/portal/csv_format.h\"\n", 1},
        {"sync knows ui", roomsKnowRooms, "sync/service/a.cpp", "#include \"ui/view/rows.h\"\n", 1},
        {"a test includes app", roomsKnowRooms, "tests/cli/a.cpp", "#include \"app/cli/output.h\"\n", 1},
        {"folder without a room", roomsKnowRooms, "sync/misc/a.cpp", "#include \"sync/core/now.h\"\n", 1},
        {"upwards", includesFromRoot, "sync/core/a.cpp", "#include \"../core/now.h\"\n", 1},
        {"bare name", includesFromRoot, "sync/core/a.cpp", "#include \"now.h\"\n", 1},
        {"angle brackets", includesFromRoot, "sync/core/a.cpp", "#include <sync/core/now.h>\n", 1},
        {"moc", includesFromRoot, "tests/core/a_test.cpp", "#include \"a_test.moc\"\n", 0},
    };
}

std::vector<Case> fileCases() {
    const std::string header = "// SPDX-License-Identifier: Apache-2.0\n";
    return {
        {"delete", neverDeletes, "sync/protocol/portal/a.cpp", "return Method::Delete;\n", 1},
        {"delete refused", neverDeletes, "sync/net/http_transport.cpp", "if (m == Method::Delete)\n", 0},
        {"nested loop", forbiddenCalls, "app/cli/a.cpp", "QEventLoop loop;\n", 1},
        {"nested loop in a test", forbiddenCalls, "tests/net/a.cpp", "QEventLoop loop;\n", 0},
        {"killed thread", forbiddenCalls, "sync/service/a.cpp", "m_thread->terminate();\n", 1},
        {"blocking call", forbiddenCalls, "ui/widgets/a.cpp", "Qt::BlockingQueuedConnection\n", 1},
        {"no licence", licenceLines, "sync/core/a.cpp", "int a;\n", 1},
        {"licence", licenceLines, "sync/core/a.cpp", header, 0},
        {"script without", licenceLines, "run", "#!/bin/sh\necho\n", 1},
        {"script with", licenceLines, "run", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n", 0},
        {"empty CMake file", licenceLines, "app/CMakeLists.txt", "", 1},
        {"long file", sizes, "sync/core/a.cpp", linesOf(501), 1},
        {"file at the limit", sizes, "sync/core/a.cpp", linesOf(500), 0},
        {"long header", sizes, "sync/core/a.h", linesOf(201), 1},
        {"long function", sizes, "sync/core/a.cpp", linesOf(69, "void f() {\n", "}\n"), 1},
        {"function at the limit", sizes, "sync/core/a.cpp", linesOf(68, "void f() {\n", "}\n"), 0},
        {"long table", sizes, "tests/core/a.cpp", linesOf(80, "const Row kRows[] = {\n", "};\n"), 0},
        {"home folder", noPlaces, "README.md", std::string("see /home/") + "bob/devsync\n", 1},
        {"temporary folder", noPlaces, "tests/a.cpp", std::string("open(\"/") + "tmp/x\")\n", 1},
        {"this checkout", noPlaces, "README.md", "see /srv/checkout/run\n", 1},
        {"person of the examples", noPlaces, "README.md", "/home/ana/.config/devsync\n", 0},
        {"address", noPlaces, "README.md", "https://dev.acme.com/home/bob/\n", 0},
    };
}

} // namespace

class ArchSelfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rules() {
        std::vector<Case> cases = includeCases();
        for (Case& more : fileCases())
            cases.push_back(std::move(more));
        for (const Case& one : cases) {
            const Findings findings = one.rule({fileOf(one.path, one.text)});
            QVERIFY2(qsizetype(findings.size()) == one.findings, one.name);
        }
    }

    void links_data() {
        QTest::addColumn<QString>("links");
        QTest::addColumn<int>("findings");
        QTest::newRow("needed by a header") << QStringLiteral("PUBLIC sync_core") << 0;
        QTest::newRow("public without need") << QStringLiteral("PUBLIC sync_core sync_protocol") << 1;
        QTest::newRow("private") << QStringLiteral("PRIVATE sync_core sync_protocol") << 0;
        QTest::newRow("room not allowed") << QStringLiteral("PRIVATE sync_storage") << 1;
        QTest::newRow("library not allowed") << QStringLiteral("PRIVATE Qt6::Core") << 1;
        QTest::newRow("unknown library") << QStringLiteral("PRIVATE CURL::libcurl") << 1;
    }

    void links() {
        QFETCH(QString, links);
        QFETCH(int, findings);
        const Tree tree{fileOf("sync/engine/CMakeLists.txt",
                               "devsync_room(sync_engine\n    SOURCES\n        a.cpp # one\n    "
                                   + links.toStdString() + ")\n"),
                        fileOf("sync/engine/a.h", "#include \"sync/core/plan.h\"\n"),
                        fileOf("sync/engine/a.cpp", "#include \"sync/protocol/http.h\"\n")};
        QCOMPARE(int(linksOfRooms(tree).size()), findings);
    }

    void symbols() {
        const std::vector<std::string> harmless{"memcpy",
                                                "abort",
                                                "strtod",
                                                "u_tolower_72",
                                                "std::__throw_bad_alloc()",
                                                "QuotaSide::rate()",
                                                "uregex_setTimeLimit_72"};
        QCOMPARE(impureSymbols("a", harmless), Findings{});
        for (const char* bad : {"time", "clock_gettime", "fopen64", "rand", "pthread_create", "getenv",
                                "QString::fromUtf8(QByteArrayView)", "std::chrono::_V2::steady_clock::now()",
                                "std::random_device::_M_getval()", "vtable for QObject", "time@GLIBC_2.2.5"})
            QVERIFY2(impureSymbols("a", {bad}).size() == 1, bad);
    }
};

QTEST_GUILESS_MAIN(ArchSelfTest)
#include "arch_self_test.moc"
