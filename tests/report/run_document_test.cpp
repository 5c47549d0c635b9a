// SPDX-License-Identifier: Apache-2.0
// The run document of the command line contract, also for a run that never ended, and the list of runs.
#include "sync/report/run_document.h"

#include <QtTest>
#include <nlohmann/json.hpp>

using namespace devsync;
using report::Json;

namespace {

core::StoredRow storedRow(const char* email, core::Action action, core::RowState state) {
    core::StoredRow row;
    row.change.email = email;
    row.change.action = action;
    row.state = state;
    return row;
}

struct Run {
    core::RunRecord record;
    std::vector<core::StoredRow> rows;
    core::Mapping mapping;

    Run() {
        record.header.id = "run-1";
        record.header.planSha256 = "abc";
        record.header.startedAt = core::Millis{1'795'514'400'000};
        record.header.counts = {
            .same = 9902, .createPortalUser = 2, .updateDeveloper = 1, .held = 1, .excluded = 212};
        rows = {storedRow("ben@acme.com", core::Action::CreatePortalUser, core::RowState::Done),
                storedRow("ana@acme.com", core::Action::CreatePortalUser, core::RowState::Done),
                storedRow("cleo@acme.com", core::Action::UpdateDeveloper, core::RowState::Failed),
                storedRow("eve@acme.com", core::Action::Held, core::RowState::Held)};
        rows[2].error = core::Error{.kind = core::ErrorKind::SignInRefused,
                                    .detail = "token expired",
                                    .side = core::Side::Apigee,
                                    .httpStatus = 401,
                                    .requestId = "req-7"};
        rows[3].change.heldBecause = core::HeldBecause::Twins;
    }
    void end(core::VerdictKind verdict, int exitCode) {
        record.end = core::RunEnd{.verdict = verdict,
                                  .exitCode = exitCode,
                                  .finishedAt = record.header.startedAt + core::Millis{90'000},
                                  .counts = {.planned = 4, .done = 2, .failed = 1, .held = 1},
                                  .requests = {{.get = 1, .put = 2, .retries = 3}, {.post = 4, .patch = 5}}};
    }
    Json document(std::vector<std::string> alsoCreated = {}) const {
        std::string text;
        report::writeRunDocument({record, rows, mapping, std::move(alsoCreated)},
                                 [&text](std::string_view part) { text += part; });
        return Json::parse(text, nullptr, false);
    }
};

std::string keysOf(const Json& object) {
    std::string keys;
    for (const auto& [key, value] : object.items())
        keys += (keys.empty() ? "" : " ") + key;
    return keys;
}

} // namespace

class RunDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersInOrder();
    void rowsTellTheirError();
    void killedRunKeepsWhoNeedsRecovery();
    void errorOfTheRun();
    void emptyRun();
    void listOfRuns();
};

void RunDocumentTest::membersInOrder() {
    Run run;
    run.end(core::VerdictKind::WithFailures, 3);
    const Json document = run.document({"zoe@acme.com", "ana@acme.com"});
    QCOMPARE(keysOf(document),
             std::string("schema kind run_id plan_sha256 verdict exit_code started_at finished_at "
                         "counts requests rows needs_password_recovery error"));
    QCOMPARE(document["verdict"].get<std::string>(), std::string("with-failures"));
    QCOMPARE(document["exit_code"].get<int>(), 3);
    QCOMPARE(document["finished_at"].get<std::string>(), std::string("2026-11-24T10:01:30Z"));
    QCOMPARE(
        document["counts"].dump(),
        std::string(
            "{\"planned\":4,\"done\":2,\"failed\":1,\"stale\":0,\"held\":1,\"cancelled\":0,\"not_started\":0,"
            "\"same\":9902,\"excluded\":212}"));
    QCOMPARE(document["requests"].dump(),
             std::string("{\"apigee\":{\"GET\":1,\"POST\":0,\"PUT\":2,\"PATCH\":0,\"retries\":3},"
                         "\"portal\":{\"GET\":0,\"POST\":4,\"PUT\":0,\"PATCH\":5,\"retries\":0}}"));
    QCOMPARE(document["needs_password_recovery"].dump(),
             std::string("[\"ana@acme.com\",\"ben@acme.com\",\"zoe@acme.com\"]"));
    QVERIFY(document["error"].is_null());
}

void RunDocumentTest::rowsTellTheirError() {
    const Json rows = Run().document()["rows"];
    QCOMPARE(rows[0]["outcome"].get<std::string>(), std::string("done"));
    QVERIFY(rows[0]["error"].is_null());
    const Json& error = rows[2]["error"];
    QCOMPARE(keysOf(error), std::string("code message remedy http_status request_id"));
    QCOMPARE(error["code"].get<std::string>(), std::string("AUTH-401"));
    QCOMPARE(error["http_status"].get<int>(), 401);
    QCOMPARE(error["request_id"].get<std::string>(), std::string("req-7"));
    QCOMPARE(rows[3]["error"]["code"].get<std::string>(), std::string("HELD-TWINS"));
    QCOMPARE(rows[3]["held_because"].get<std::string>(), std::string("twins"));
}

void RunDocumentTest::killedRunKeepsWhoNeedsRecovery() {
    Run run;
    run.rows.push_back(storedRow("zoe@acme.com", core::Action::CreatePortalUser, core::RowState::Claimed));
    const Json document = run.document();
    QCOMPARE(document["verdict"].get<std::string>(), std::string("interrupted"));
    QVERIFY(document["exit_code"].is_null() && document["finished_at"].is_null());
    QCOMPARE(document["counts"]["not_started"].get<int>(), 1);
    QCOMPARE(document["counts"]["planned"].get<int>(), 5);
    QCOMPARE(document["rows"][4]["outcome"].get<std::string>(), std::string("not_started"));
    QCOMPARE(document["needs_password_recovery"].size(), std::size_t{2});
}

void RunDocumentTest::errorOfTheRun() {
    Run run;
    run.end(core::VerdictKind::Stopped, 12);
    run.record.end->error = core::Error{.kind = core::ErrorKind::SignInRefused};
    const Json error = run.document()["error"];
    QCOMPARE(error["code"].get<std::string>(), std::string("AUTH-401"));
    QVERIFY(error["message"].get<std::string>().find("2 of 4 accounts were written") != std::string::npos);
}

void RunDocumentTest::emptyRun() {
    Run run;
    run.rows.clear();
    run.record.header.id.clear();
    run.end(core::VerdictKind::NothingToDo, 0);
    const Json document = run.document();
    QVERIFY(document["run_id"].is_null());
    QVERIFY(document["rows"].is_array() && document["rows"].empty());
    QVERIFY(document["needs_password_recovery"].is_array());
}

void RunDocumentTest::listOfRuns() {
    Run ended;
    ended.end(core::VerdictKind::WithFailures, 3);
    std::string text;
    report::writeRunsDocument({{Run().record, core::RunCondition::Executing},
                               {ended.record, core::RunCondition::Ended},
                               {Run().record, core::RunCondition::Interrupted}},
                              [&text](std::string_view part) { text += part; });
    const Json document = Json::parse(text);
    QCOMPARE(keysOf(document), std::string("schema kind runs"));
    QCOMPARE(document["runs"].size(), std::size_t{3});
    QVERIFY(document["runs"][0]["verdict"].is_null());
    QCOMPARE(document["runs"][0]["condition"].get<std::string>(), std::string("executing"));
    QCOMPARE(document["runs"][1]["counts"]["done"].get<int>(), 2);
    QCOMPARE(document["runs"][1]["verdict"].get<std::string>(), std::string("with-failures"));
    QCOMPARE(document["runs"][2]["verdict"].get<std::string>(), std::string("interrupted"));
    QCOMPARE(document["runs"][2]["counts"]["planned"].get<int>(), 4);
}

QTEST_GUILESS_MAIN(RunDocumentTest)
#include "run_document_test.moc"
