// SPDX-License-Identifier: Apache-2.0
// The real program against a sandbox with every two faults of its menu at once. While they last a run may end
// as it likes, but it ends; without them a few runs lead to the end of an undisturbed one (I3, I4, I5, I8,
// I17). FAULT_PAIR="A B" plays that pair only.
#include "tests/cli/many_lives.h"
#include "tests/cli/world_facts.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

using namespace devsync::tests;

namespace {

constexpr int kMostRuns = 5;

struct MenuFault {
    const char* name;
    const char* json;
};

/// The sandbox's kinds, statuses by what they mean; a few times each, so that runs get through now and then.
constexpr std::array kMenu{
    MenuFault{"delay", R"({"kind":"delay","ms":1500,"rate":0.1,"count":4})"},
    MenuFault{"drop-before", R"({"kind":"drop-before","rate":0.15,"count":6})"},
    MenuFault{"drop-after", R"({"kind":"drop-after","rate":0.15,"count":6})"},
    MenuFault{"reset", R"({"kind":"reset","rate":0.15,"count":6})"},
    MenuFault{"truncate", R"({"kind":"truncate","rate":0.15,"count":6})"},
    MenuFault{"html", R"({"kind":"html","rate":0.1,"count":3})"},
    MenuFault{"gone", R"({"kind":"gone","match":"GET */developers","count":3})"},
    MenuFault{"moved", R"({"kind":"moved","match":"GET *","rate":0.3,"count":3})"},
    MenuFault{"reversed", R"({"kind":"reversed","match":"GET *","rate":0.3,"count":3})"},
    MenuFault{"exclusive", R"({"kind":"exclusive","match":"GET */developers","count":2})"},
    MenuFault{"echo", R"({"kind":"echo","status":500,"rate":0.1,"count":3})"},
    MenuFault{"flood", R"({"kind":"flood","rate":0.05,"count":1})"},
    MenuFault{"drip", R"({"kind":"drip","ms":1,"rate":0.1,"count":2})"},
    MenuFault{"401", R"({"kind":"status","status":401,"rate":0.1,"count":3})"},
    MenuFault{"403", R"({"kind":"status","status":403,"rate":0.1,"count":2})"},
    MenuFault{"404", R"({"kind":"status","status":404,"rate":0.1,"count":3})"},
    MenuFault{"408", R"({"kind":"status","status":408,"rate":0.1,"count":3})"},
    MenuFault{"409", R"({"kind":"status","status":409,"rate":0.1,"count":3})"},
    MenuFault{"429", R"({"kind":"status","status":429,"retry_after":1,"rate":0.15,"count":6})"},
    MenuFault{"500", R"({"kind":"status","status":500,"rate":0.15,"count":6})"},
    MenuFault{"503", R"({"kind":"status","status":503,"rate":0.15,"count":6})"},
    MenuFault{"504", R"({"kind":"status","status":504,"rate":0.1,"count":4})"},
};

using Pair = std::pair<std::size_t, std::size_t>;

std::vector<Pair> allPairs() {
    std::vector<Pair> pairs;
    for (std::size_t second = 1; second < kMenu.size(); ++second)
        for (std::size_t first = 0; first < second; ++first)
            pairs.emplace_back(first, second);
    return pairs;
}

QString nameOf(const Pair& pair) {
    return word(kMenu[pair.first].name) + word(" ") + word(kMenu[pair.second].name);
}

class Life {
public:
    Life()
        : m_sandbox(m_home, {word("--developers=9")}),
          m_profile(m_home.write(word("hasty.toml"), m_sandbox.profileText() + "timeout_seconds = 1\n")),
          m_before(m_sandbox.world()) {}

    void add(const MenuFault& fault) const { m_sandbox.control("/sandbox/fault", fault.json); }
    /// What is wrong with the run, or nothing.
    QString runWithFaults() const {
        const Finished run = m_home.run(with(m_profile, "sync --yes --json"));
        return run.crashed ? word("the run with faults did not end: ") + QString::fromUtf8(run.err)
                           : QString();
    }
    QString settle() const {
        m_sandbox.clearFaults();
        return runUntilIdle(m_home, m_profile, kMostRuns);
    }
    QByteArray world() const { return worldInWords(m_sandbox.world()); }
    QStringList writes() const { return executedWrites(m_sandbox); }
    QString difference() const { return firstDifference(m_sandbox.world()); }
    QString touched() const { return firstTouched(m_before, m_sandbox.world()); }
    bool deleted() const { return m_sandbox.count({word("DELETE")}) != 0; }
    QString openInState() const { return openInJournal(m_home.path(word("state/devsync/hasty.db"))); }

private:
    Home m_home;
    Sandbox m_sandbox;
    QString m_profile;
    QJsonObject m_before;
};

} // namespace

class FaultPairsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theMenuIsWhole();
    void everyPairEndsAlike();

private:
    QString play(const Pair& pair);
    QString judge(const Life& life, const QString& faults) const;
    QString writtenAgain(const QStringList& writes) const;

    QByteArray m_world;
    QStringList m_writes;
};

void FaultPairsTest::initTestCase() {
    const Life undisturbed;
    QCOMPARE(undisturbed.settle(), QString());
    m_world = undisturbed.world();
    m_writes = undisturbed.writes();
    QVERIFY(m_writes.size() >= 12);
}

/// Every kind of the manual is played.
void FaultPairsTest::theMenuIsWhole() {
    QFile manual(word("docs/sandbox.md"));
    QVERIFY(manual.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(manual.readAll());
    const QString table = text.mid(text.indexOf(word("| kind | the sandbox |"))).section(word("\n\n"), 0, 0);
    auto rows = QRegularExpression(word("\n\\| `([a-z-]+)`")).globalMatch(table);
    int kinds = 0;
    for (; rows.hasNext(); ++kinds) {
        const QByteArray kind = "{\"kind\":\"" + rows.next().captured(1).toLatin1() + '"';
        QVERIFY2(std::ranges::any_of(kMenu,
                                     [&](const MenuFault& f) { return QByteArray(f.json).startsWith(kind); }),
                 kind);
    }
    QCOMPARE(kinds, 14);
}

QString FaultPairsTest::judge(const Life& life, const QString& faults) const {
    if (life.deleted())
        return word("something was deleted");
    if (const QString open = life.openInState(); !open.isEmpty())
        return open;
    if (faults.contains(word("gone"))) // then another world is right
        return life.difference();
    if (!faults.contains(word("html"))) // its 200 is no execution
        if (const QString again = writtenAgain(life.writes()); !again.isEmpty())
            return again;
    if (life.world() != m_world)
        return word("another world: ") + life.difference();
    return life.touched();
}

/// Writes whose answer was dropped are not among these; the worlds tell of them.
QString FaultPairsTest::writtenAgain(const QStringList& writes) const {
    QStringList left = m_writes;
    for (const QString& write : writes)
        if (!left.removeOne(write))
            return word("written again: ") + write;
    return {};
}

QString FaultPairsTest::play(const Pair& pair) {
    const Life life;
    life.add(kMenu[pair.first]);
    life.add(kMenu[pair.second]);
    QString wrong = life.runWithFaults();
    if (wrong.isEmpty())
        wrong = life.settle();
    if (wrong.isEmpty())
        wrong = judge(life, nameOf(pair));
    return wrong.isEmpty() ? wrong : nameOf(pair) + word(": ") + wrong;
}

void FaultPairsTest::everyPairEndsAlike() {
    std::vector<Pair> pairs = allPairs();
    if (const QString only = qEnvironmentVariable("FAULT_PAIR"); !only.isEmpty())
        std::erase_if(pairs, [&](const Pair& pair) { return nameOf(pair) != only; });
    QVERIFY(!pairs.empty());
    const QStringList wrong = playAll(static_cast<int>(pairs.size()), [&](int number) {
        return play(pairs[static_cast<std::size_t>(number)]);
    });
    qInfo("%zu pairs", pairs.size());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(FaultPairsTest)
#include "fault_pairs_test.moc"
