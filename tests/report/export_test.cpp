// SPDX-License-Identifier: Apache-2.0
// Plans, runs and logs for other programs: cells are quoted and harmless, every planned row is there.
#include "sync/core/planned_change.h"
#include "sync/report/csv_text.h"
#include "sync/report/log_export.h"
#include "sync/report/row_export.h"
#include "tests/report/report_world.h"

#include <QtTest>

#include <array>

using namespace devsync;
using devsync::testing::collected;
using devsync::testing::ReportWorld;

namespace {

std::string lineOf(const std::vector<std::string>& cells) {
    return report::csvLine(cells);
}

std::size_t linesIn(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreQuoted();
    void formulasAreDefused();
    void planAsCsv();
    void planAsLines();
    void runAsCsv();
    void logToRead();
};

void ExportTest::cellsAreQuoted() {
    QCOMPARE(lineOf({"a", "", "b c"}), std::string("a,,b c\r\n"));
    QCOMPARE(lineOf({"a,b", "say \"x\"", "two\nlines"}),
             std::string("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n"));
}

void ExportTest::formulasAreDefused() {
    for (const char* cell : {"=1+1", "+1", "-1", "@x", "\tx", "\rx"})
        QCOMPARE(lineOf({cell}), "\"'" + std::string(cell) + "\"\r\n");
    QCOMPARE(lineOf({"1=1"}), std::string("1=1\r\n"));
}

void ExportTest::planAsCsv() {
    ReportWorld world;
    world.apigee("Ana@acme.com").fields[core::kLastName] = core::Value::text("=cmd|x");
    const engine::PreparedPlan plan = world.prepare();
    const std::string csv = collected([&](const report::Sink& sink) { report::writePlanCsv(plan, sink); });
    QVERIFY(csv.starts_with("email,action,winner,reason,conflict,held,field,apigee,portal,result\r\n"));
    QVERIFY(csv.find("ana@acme.com,update_portal_user,apigee,apigee_newer,false,,last_name,\"'=cmd|x\",Silva,"
                     "\"'=cmd|x\"\r\n")
            != std::string::npos);
    for (const char* email : {"\r\nben@acme.com,create_portal_user", "\r\ncleo@acme.com,create_developer",
                              "\r\neve@acme.com,held"})
        QVERIFY2(csv.find(email) != std::string::npos, csv.c_str());
}

void ExportTest::planAsLines() {
    const engine::PreparedPlan plan = ReportWorld().prepare();
    const std::string lines =
        collected([&](const report::Sink& sink) { report::writePlanLines(plan, sink); });
    QCOMPARE(linesIn(lines), core::plannedRows(plan.plan).size());
    QVERIFY(lines.starts_with("{\"email\":"));
}

void ExportTest::runAsCsv() {
    const engine::PreparedPlan plan = ReportWorld().prepare();
    std::vector<core::StoredRow> rows;
    core::RowDetailsScratch scratch;
    for (const core::PlannedRow row : core::plannedRows(plan.plan))
        rows.push_back({.change = core::toPlannedChange(plan.inputs, plan.plan, row, scratch),
                        .state = core::RowState::Done});
    rows[0].state = core::RowState::Failed;
    rows[0].error = core::Error{.kind = core::ErrorKind::ServerFault,
                                .detail = "boom",
                                .side = core::Side::Portal,
                                .httpStatus = 500};
    const core::RunRecord record;
    const std::string csv = collected([&](const report::Sink& sink) {
        report::writeRunCsv({record, rows, plan.inputs.policy->mapping}, sink);
    });
    QCOMPARE(linesIn(csv), rows.size() + 1);
    QVERIFY(csv.find("ana@acme.com,update_portal_user,apigee,apigee_newer,failed,SERVER-5XX,")
            != std::string::npos);
    QVERIFY(csv.find(",500\r\n") != std::string::npos);
    QVERIFY(csv.find("ben@acme.com,create_portal_user,apigee,only_in_apigee,done,,,,\r\n")
            != std::string::npos);
}

void ExportTest::logToRead() {
    QCOMPARE(
        report::logLineText(
            R"({"schema":1,"time":"2026-11-24T08:22:45.123Z","level":"warning","side":"apigee",)"
            R"("account":"ana@acme.com","code":"ROW-STALE","text":"left \u001bas it is","run":"r"})"),
        std::string("2026-11-24T08:22:45.123Z warning  apigee ana@acme.com  left  as it is [ROW-STALE]\n"));
    QCOMPARE(report::logLineText("{\"time\":\"cut o"), std::string("{\"time\":\"cut o\n"));
    QCOMPARE(report::logLineText("[1]"), std::string("[1]\n"));
}

QTEST_APPLESS_MAIN(ExportTest)
#include "export_test.moc"
