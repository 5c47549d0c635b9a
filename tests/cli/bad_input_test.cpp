// SPDX-License-Identifier: Apache-2.0
// What goes wrong outside is told as one error each: a stable code, the cause, what was written, what to do
// next, and the exit code scripts rely on. Nothing half planned is executed. One row a line of bad input.
#include "sync/texts/error_text.h"
#include "tests/cli/bad_input/row.h"
#include "tests/cli/bad_input/stage.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

using namespace devsync::tests;
using devsync::core::ErrorKind;

namespace {

struct Matter {
    const char* name;
    std::span<const BadInput> rows;
};

std::vector<Matter> matters() {
    return {{"command line", commandLineRows()},
            {"profile", profileRows()},
            {"sign-in", signInRows()},
            {"Apigee", apigeeRows()},
            {"portal", portalRows()},
            {"account", accountRows()},
            {"file", fileRows()},
            {"state", stateRows()}};
}

/// Kinds without a row, and why.
constexpr std::pair<ErrorKind, const char*> kNoRow[] = {
    {ErrorKind::NotFound, "inside only: of an account it is told as ROW-STALE, of a run as USAGE"},
    {ErrorKind::AlreadyExists, "inside only: told as ROW-STALE"},
    {ErrorKind::SideLost, "takes a minute of silence: scenario portal-lost-midway"},
    {ErrorKind::ApprovalNeeded, "the queue is not in this version"},
    {ErrorKind::StoreBusy, "takes a minute of waiting: sqlite_store_test, schema_test"},
    {ErrorKind::StoreFull, "needs a file system of its own: refusal_test"},
    {ErrorKind::StoreOlder, "there is no older state yet: schema_test"},
    {ErrorKind::Internal, "a state the program should never be in"},
};

struct Told {
    QString code;
    QString message; ///< with the remedy behind it when it was told as a line
    QString remedy;
};

Told toldIn(const QJsonObject& error) {
    return {error[word("code")].toString(), error[word("message")].toString(),
            error[word("remedy")].toString()};
}

/// "[CODE] message remedy": the last such line.
Told toldAsLine(const QByteArray& err) {
    Told told;
    for (const QString& line : QString::fromUtf8(err).split(u'\n'))
        if (line.startsWith(u'['))
            told = {line.mid(1, line.indexOf(u']') - 1), line, line};
    return told;
}

Told toldBy(const Finished& finished, const BadInput& row) {
    if (row.account == nullptr)
        return finished.error().isEmpty() ? toldAsLine(finished.err) : toldIn(finished.error());
    for (const QJsonValue& account : finished.document()[word("rows")].toArray())
        if (account[word("email")].toString() == word(row.account))
            return toldIn(account[word("error")].toObject());
    return {};
}

/// All that a refusal must leave alone, and what was asked.
struct Seen {
    explicit Seen(Stage& stage)
        : world(QJsonDocument(stage.sandbox().world()).toJson()),
          state(remembered(stage.home().path(word("state")))), requests(stage.sandbox().requests()),
          writes(stage.sandbox().writes()) {}
    QByteArray world;
    QByteArray state;
    int requests;
    int writes;
};

Finished play(Stage& stage, const BadInput& row) {
    const QByteArray line = stage.inHome(row.command);
    const bool bare = line.startsWith('!');
    const auto process =
        stage.home().start(bare ? words(line.constData() + 1) : with(stage.profile(), line.constData()));
    stage.running = process.get();
    if (row.meanwhile != nullptr)
        row.meanwhile(stage);
    return finish(*process);
}

void addFaults(const Sandbox& sandbox, const char* faults) {
    for (const QByteArray& fault : QByteArray(faults).split('\n'))
        if (!fault.isEmpty())
            sandbox.control("/sandbox/fault", fault);
}

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void row_data();
    void row();
    void everyKindHasItsRow();

private:
    void verifyTold(const Finished& finished, const BadInput& row);
    void verifyLeftAlone(const Seen& before, const Seen& after, const BadInput& row);

    Sandboxes m_sandboxes;
};

void BadInputTest::row_data() {
    QTest::addColumn<const void*>("row");
    for (const Matter& matter : matters())
        for (const BadInput& row : matter.rows)
            QTest::addRow("%s: %s", matter.name, row.name) << static_cast<const void*>(&row);
}

void BadInputTest::row() {
    QFETCH(const void*, row);
    const BadInput& bad = *static_cast<const BadInput*>(row);
    Sandbox& sandbox = m_sandboxes.of(bad.world, bad.sandbox);
    QVERIFY(sandbox.isReady());
    Stage stage(sandbox);
    QVERIFY2(stage.writeProfile(bad.profile.was, bad.profile.is), "the profile has no such text");
    if (bad.prepare != nullptr)
        bad.prepare(stage);
    addFaults(sandbox, bad.faults);
    const Seen before(stage);
    const Finished finished = play(stage, bad);
    sandbox.clearFaults();
    const Seen after(stage);
    if (after.world != before.world)
        m_sandboxes.drop(bad.world, bad.sandbox);
    verifyTold(finished, bad);
    if (!QTest::currentTestFailed())
        verifyLeftAlone(before, after, bad);
}

void BadInputTest::verifyTold(const Finished& finished, const BadInput& row) {
    const QByteArray all = finished.err + finished.out;
    QVERIFY2(!finished.crashed, all);
    const Told told = toldBy(finished, row);
    QCOMPARE(told.code, word(row.code));
    QVERIFY2(told.message.contains(QString::fromUtf8(row.cause)), qPrintable(told.message));
    QVERIFY2(told.message.contains(QString::fromUtf8(row.state)), qPrintable(told.message));
    QVERIFY2(told.remedy.contains(QString::fromUtf8(row.remedy)), qPrintable(told.remedy));
    QCOMPARE(finished.exitCode, row.exitCode);
}

void BadInputTest::verifyLeftAlone(const Seen& before, const Seen& after, const BadInput& row) {
    QCOMPARE(after.writes - before.writes, row.writes);
    if (row.requests != kReads)
        QCOMPARE(after.requests - before.requests, row.requests);
    if (row.writes == 0)
        QCOMPARE(after.world, before.world);
    if (!row.runIsKept)
        QCOMPARE(after.state, before.state);
}

void BadInputTest::everyKindHasItsRow() {
    std::set<std::string_view> told;
    for (const Matter& matter : matters())
        for (const BadInput& row : matter.rows)
            told.insert(row.code);
    for (int number = 0; number <= static_cast<int>(devsync::core::kLastErrorKind); ++number) {
        const auto kind = static_cast<ErrorKind>(number);
        const bool excused =
            std::ranges::any_of(kNoRow, [kind](const auto& entry) { return entry.first == kind; });
        const std::string code(devsync::texts::errorCode(kind));
        QVERIFY2(excused || told.contains(code), (code + " has no row").c_str());
    }
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
