// SPDX-License-Identifier: Apache-2.0
// What the linker really took: pure archives reach nothing of the system, the command line has no window in
// it.
#include "tests/arch/rules.h"

#include <QProcess>
#include <QTest>

using namespace devsync;

namespace {

QString buildFolder() {
    return qEnvironmentVariable("DEVSYNC_BIN_DIR") + QStringLiteral("/..");
}

std::vector<std::string> linesOf(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {};
    std::vector<std::string> lines;
    for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
        lines.push_back(line.trimmed().toStdString());
    return lines;
}

std::vector<std::string> undefinedSymbols(const QString& archive) {
    std::vector<std::string> symbols;
    for (const std::string& line : linesOf(QStringLiteral("nm"), {QStringLiteral("-uC"), archive})) {
        if (line.starts_with("U "))
            symbols.push_back(line.substr(2));
    }
    return symbols;
}

} // namespace

class ArchBinariesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pure_archives_data() {
        QTest::addColumn<QString>("archive");
        QTest::newRow("core") << QStringLiteral("/sync/core/libsync_core.a");
        QTest::newRow("protocol") << QStringLiteral("/sync/protocol/libsync_protocol.a");
        QTest::newRow("engine") << QStringLiteral("/sync/engine/libsync_engine.a");
        QTest::newRow("world") << QStringLiteral("/sync/sandbox/libsync_sandbox_world.a");
    }

    void pure_archives() {
        QFETCH(QString, archive);
        const auto symbols = undefinedSymbols(buildFolder() + archive);
        QVERIFY2(symbols.size() > 20, "nm could not read the archive");
        const auto findings = arch::impureSymbols(archive.toStdString(), symbols);
        for (const std::string& text : findings)
            qWarning("%s", text.c_str());
        QVERIFY(findings.empty());
    }

    /// The same way of looking finds what a room of the shell uses.
    void a_shell_room_is_recognised() {
        const auto symbols = undefinedSymbols(buildFolder() + QStringLiteral("/sync/net/libsync_net.a"));
        QVERIFY(!arch::impureSymbols("net", symbols).empty());
    }

    void command_line_has_no_window() {
        const auto libraries =
            linesOf(QStringLiteral("ldd"), {buildFolder() + QStringLiteral("/bin/devsync")});
        bool core = false;
        for (const std::string& line : libraries) {
            core = core || line.starts_with("libQt6Core.");
            for (const char* window : {"libQt6Gui.", "libQt6Widgets.", "libQt6Svg.", "libX11.", "libxcb."})
                QVERIFY2(!line.starts_with(window), line.c_str());
        }
        QVERIFY2(core, "ldd could not read the program");
    }
};

QTEST_GUILESS_MAIN(ArchBinariesTest)
#include "arch_binaries_test.moc"
