// SPDX-License-Identifier: Apache-2.0
// The state cannot be written any more in the middle of a run: the run stops, and what it says of itself is
// what this process knows, not what the state last heard.
#include "tests/cli/program.h"

#include <QTest>

using devsync::tests::Finished;
using devsync::tests::Home;
using devsync::tests::Sandbox;
using devsync::tests::word;

namespace {

constexpr std::uint64_t kStep = 16 * 1024;
constexpr int kMostSteps = 80;

} // namespace

class FullDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theRunTellsItsEndItself();

private:
    static Finished sync(const Home& home, const Sandbox& sandbox, int number, const char* format);
    static bool stoppedMidway(const Finished& finished);
};

/// Each with a state of its own, so that only the size decides how far it comes.
Finished FullDiskTest::sync(const Home& home, const Sandbox& sandbox, int number, const char* format) {
    const QString state = home.path(QStringLiteral("state-%1%2.db").arg(number).arg(word(format)));
    return home.run({word("--config"), sandbox.profile(), word("--state"), state, word("sync"), word("--yes"),
                     word("--progress=none"), word(format)});
}

bool FullDiskTest::stoppedMidway(const Finished& finished) {
    return finished.exitCode == 5 && !finished.out.isEmpty();
}

void FullDiskTest::theRunTellsItsEndItself() {
    Home home;
    const QStringList people{word("--developers=60")};
    const Sandbox sandbox(home, people);
    const Sandbox untouched(home, people, word("untouched.toml"));
    Finished json;
    int step = 0;
    while (!stoppedMidway(json) && ++step < kMostSteps) {
        home.limitFiles(kStep * static_cast<std::uint64_t>(step));
        json = sync(home, sandbox, step, "--json");
    }
    QVERIFY2(stoppedMidway(json), json.err);
    const QJsonObject run = json.document();
    QCOMPARE(run[word("verdict")].toString(), word("stopped"));
    QCOMPARE(run[word("exit_code")].toInt(), 5);
    QVERIFY(!run[word("finished_at")].isNull());
    QCOMPARE(run[word("rows")].toArray().size(), run[word("counts")][word("planned")].toInt());
    QVERIFY(run[word("error")][word("code")].toString().startsWith(word("STORE-")));
    QCOMPARE(json.error()[word("code")], run[word("error")][word("code")]);

    const Finished text = sync(home, untouched, step, "-v");
    QCOMPARE(text.exitCode, 5);
    QVERIFY2(!text.out.contains("the process ended"), text.out);
    QVERIFY2(text.out.contains("[STORE-"), text.out);
    QVERIFY2(text.out.contains("`--state`"), text.out); // the remedy
}

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
