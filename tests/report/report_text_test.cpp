// SPDX-License-Identifier: Apache-2.0
// Texts for a terminal: nothing is cut but with "…", nothing steers the terminal, every row says its word.
#include "sync/report/plan_table.h"
#include "sync/report/run_text.h"
#include "tests/report/report_world.h"

#include <QtTest>

using namespace devsync;
using devsync::testing::ReportWorld;
using report::RowsShown;
using report::TextOptions;

namespace {

std::string tableOf(const ReportWorld& world, const TextOptions& options,
                    RowsShown rows = RowsShown::Planned) {
    return report::planTable(world.prepare(), world.context, rows, options);
}

bool has(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::string> rowLines(const std::string& table) {
    std::vector<std::string> lines;
    const std::string rows = table.substr(table.find("\n\n") + 2);
    for (std::size_t at = 0; at < rows.size(); at = rows.find('\n', at) + 1)
        lines.push_back(rows.substr(at, rows.find('\n', at) - at));
    return lines;
}

core::StoredRow storedRow(const char* email, core::RowState state) {
    core::StoredRow row;
    row.change.email = email;
    row.change.action = core::Action::CreatePortalUser;
    row.state = state;
    return row;
}

core::RunRecord endedRun(core::VerdictKind verdict, int exitCode, const core::LedgerCounts& counts) {
    core::RunRecord record;
    record.header.id = "run-1";
    record.header.counts = {.same = 10};
    record.end = core::RunEnd{.verdict = verdict, .exitCode = exitCode, .counts = counts};
    return record;
}

} // namespace

class ReportTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planSaysWhatItWouldDo();
    void linesFitTheTerminal();
    void withoutTerminalNothingIsCut();
    void longAddressesStayWhole();
    void longTablesEndWithACount();
    void limitsSayTheNumber();
    void accountDataCannotSteerTheTerminal();
    void coloursOnlyWhenAskedFor();
    void cellsAreExact();
    void endOfARun();
    void openRowsOfAStoppedRunAreNamed();
    void stoppedRunSaysBy();
    void listOfRuns();
};

void ReportTextTest::planSaysWhatItWouldDo() {
    const std::string table = tableOf(ReportWorld(), {.width = 160});
    QVERIFY(has(table, "Developer synchronization will: create 1 portal user"));
    QVERIFY(has(table, "Apigee acme: 5 accounts · portal https://dev.acme.com: 4 accounts"));
    QVERIFY(has(table, "First synchronization"));
    QVERIFY(has(table, "→  update portal user ana@acme.com"));
    QVERIFY(has(table, "Last name: Silva → Last"));
    QVERIFY(has(table, "Apigee is newer"));
    QVERIFY(has(table, "+→ create portal user ben@acme.com"));
    QVERIFY(has(table, "‖  held               eve@acme.com"));
    QVERIFY(!has(table, "dora@acme.com"));
    QVERIFY(has(tableOf(ReportWorld(), {}, RowsShown::All), "dora@acme.com"));
    QVERIFY(!has(tableOf(ReportWorld(), {}, RowsShown::None), "ana@acme.com"));
}

void ReportTextTest::linesFitTheTerminal() {
    for (const std::size_t width : {20UL, 40UL, 80UL, 90UL, 120UL, 200UL}) {
        const std::size_t most = std::max<std::size_t>(width, 24);
        for (const std::string& line : rowLines(tableOf(ReportWorld(), {.width = width})))
            QVERIFY2(report::characterCount(line) <= most, line.c_str());
    }
}

void ReportTextTest::withoutTerminalNothingIsCut() {
    ReportWorld world;
    const std::string value(60, 'v'); // the longest name a user may have is 64
    world.apigee("Ana@acme.com").fields[1] = core::Value::text(value);
    const std::string table = tableOf(world, {.width = report::kWhole});
    QVERIFY(has(table, value.c_str()) && !has(table, "…"));
    for (const std::string& line : rowLines(table))
        QVERIFY2(has(line, "@acme.com"), line.c_str()); // one line an account
}

void ReportTextTest::longAddressesStayWhole() {
    for (const std::size_t width : {20UL, 80UL})
        QVERIFY(has(tableOf(ReportWorld(), {.width = width}), "\n   ana@acme.com\n"));
    QVERIFY(has(tableOf(ReportWorld(), {.width = 100}), "→  update portal user ana@acme.com"));
}

void ReportTextTest::longTablesEndWithACount() {
    const auto lines = rowLines(tableOf(ReportWorld(), {.width = 120, .maxRows = 1}));
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines.back(), std::string("… and 3 more"));
}

void ReportTextTest::limitsSayTheNumber() {
    const ReportWorld world;
    engine::PreparedPlan plan = world.prepare();
    plan.limitsExceeded = {
        {.kind = core::LimitKind::Updates, .side = core::Side::Portal, .count = 412, .allowed = 100}};
    const std::string table = report::planTable(plan, world.context, RowsShown::Planned, {});
    QVERIFY(has(table, "! The portal: 412 accounts would be updated"));
    QVERIFY(has(table, "--confirm=3"));
}

void ReportTextTest::accountDataCannotSteerTheTerminal() {
    ReportWorld world;
    world.apigee("Ana@acme.com").fields[1] = core::Value::text("a\x1b[2J\rb\u202Ec\u009Bd");
    const std::string table = tableOf(world, {.width = 160});
    for (const char* bad : {"\x1b", "\r", "\u202E", "\u009B"})
        QVERIFY(!has(table, bad));
    core::StoredRow row = storedRow("x\x1b[2J@acme.com", core::RowState::Failed);
    row.error = core::Error{.kind = core::ErrorKind::ValueRefused, .detail = "server\x1b]0;said\a"};
    const auto record = endedRun(core::VerdictKind::WithFailures, 3, {.planned = 1, .failed = 1});
    QVERIFY(!has(report::runEndText({record, {row}, {}, {}}, {}), "\x1b"));
    // a page of a proxy may be in any encoding
    QCOMPARE(report::harmless("a\x1b\x80[31m"), std::string("a [31m"));
    QCOMPARE(report::harmless("\x9b\x33\x31m f\xfcr"), std::string(" 31m f r"));
    QCOMPARE(report::harmless("\xe2\x82"), std::string(" "));
    QCOMPARE(report::harmless("é€😀"), std::string("é€😀"));
}

void ReportTextTest::coloursOnlyWhenAskedFor() {
    QVERIFY(!has(tableOf(ReportWorld(), {}), "\x1b["));
    const std::string coloured = tableOf(ReportWorld(), {.colour = report::Colour::Ansi});
    QVERIFY(has(coloured, "\x1b[1m") && has(coloured, "held"));
}

void ReportTextTest::cellsAreExact() {
    QCOMPARE(report::cell("abc", 5), std::string("abc  "));
    QCOMPARE(report::cell("abcdef", 5), std::string("abcd…"));
    QCOMPARE(report::cell("Zürich", 6), std::string("Zürich"));
    QCOMPARE(report::cell("Zürich", 3), std::string("Zü…"));
    QCOMPARE(report::harmless("a\tb"), std::string("a b"));
}

void ReportTextTest::endOfARun() {
    std::vector<core::StoredRow> rows{storedRow("held@acme.com", core::RowState::Held),
                                      storedRow("failed@acme.com", core::RowState::Failed),
                                      storedRow("done@acme.com", core::RowState::Done)};
    rows[0].change.action = core::Action::Held;
    rows[0].change.heldBecause = core::HeldBecause::AttributeLimit;
    rows[1].error =
        core::Error{.kind = core::ErrorKind::ServerFault, .side = core::Side::Portal, .httpStatus = 503};
    const auto record =
        endedRun(core::VerdictKind::WithFailures, 3, {.planned = 3, .done = 1, .failed = 1, .held = 1});
    const std::string text = report::runEndText({record, rows, {}, {"earlier@acme.com"}}, {});
    QVERIFY(has(text, "Finished with failures: 1 done, 1 failed, 1 held."));
    QVERIFY(has(text, "failed@acme.com  [SERVER-5XX]"));
    QVERIFY(has(text, "held@acme.com  [HELD-ATTRIBUTE-LIMIT]"));
    QVERIFY(text.find("failed@acme.com") < text.find("held@acme.com"));
    QVERIFY(has(text, "2 new portal users need password recovery:\n  done@acme.com\n  earlier@acme.com\n"));
    QVERIFY(!has(text, "agree"));
    QVERIFY(has(report::runEndText({record, rows, {}, {}}, {.maxRows = 1}), "… and 1 more"));
}

void ReportTextTest::openRowsOfAStoppedRunAreNamed() {
    std::vector<core::StoredRow> rows{storedRow("half@acme.com", core::RowState::Claimed),
                                      storedRow("next@acme.com", core::RowState::NotStarted)};
    rows[0].step = core::RowStep::Second;
    rows[0].error = core::Error{.kind = core::ErrorKind::SecondStepOpen, .side = core::Side::Apigee};
    const auto record =
        endedRun(core::VerdictKind::Stopped, 130, {.planned = 2, .notStarted = 2, .unsettled = 1});
    const std::string text = report::runEndText({record, rows, {}, {}}, {});
    QVERIFY(!has(text, "Nothing was written"));
    QVERIFY(
        has(text, "… open  half@acme.com  [ROW-HALF] Apigee has carried out only the first of two requests"));
    QVERIFY(!has(text, "next@acme.com"));
}

void ReportTextTest::stoppedRunSaysBy() {
    const auto record = endedRun(core::VerdictKind::Stopped, 143, {.planned = 3, .done = 1, .notStarted = 2});
    QVERIFY(has(report::runEndText({record, {}, {}, {}}, {}), "Stopped: the program was asked to end."));
    const auto success = endedRun(core::VerdictKind::Success, 0, {.planned = 3, .done = 3});
    QVERIFY(has(report::runEndText({success, {}, {}, {}}, {}), "Both sides agree (10 accounts)."));
}

void ReportTextTest::listOfRuns() {
    QCOMPARE(report::runsTable({}, {}), std::string("No run yet.\n"));
    core::RunRecord open;
    open.header.id = "run-2";
    open.header.counts = {.updateDeveloper = 4};
    const std::string table = report::runsTable(
        {{open, core::RunCondition::Interrupted},
         {endedRun(core::VerdictKind::Success, 0, {.planned = 3, .done = 3}), core::RunCondition::Ended}},
        {});
    QVERIFY(has(table, "run-2") && has(table, "interrupted") && has(table, "4 planned"));
    QVERIFY(has(report::runsTable({{open, core::RunCondition::Executing}}, {}), "executing"));
    QVERIFY(has(table, "success") && has(table, "3 done"));
}

QTEST_GUILESS_MAIN(ReportTextTest)
#include "report_text_test.moc"
