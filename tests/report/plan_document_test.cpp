// SPDX-License-Identifier: Apache-2.0
// The plan document of the command line contract: members, order, values.
#include "sync/report/error_document.h"
#include "sync/report/names.h"
#include "sync/report/plan_document.h"
#include "tests/report/report_world.h"

#include <QtTest>
#include <nlohmann/json.hpp>
#include <set>

using namespace devsync;
using devsync::testing::ReportWorld;
using report::Json;
using report::RowsShown;

namespace {

Json documentOf(const ReportWorld& world, RowsShown rows) {
    const engine::PreparedPlan plan = world.prepare();
    const std::string text = devsync::testing::collected(
        [&](const report::Sink& sink) { report::writePlanDocument(plan, world.context, rows, sink); });
    return Json::parse(text, nullptr, false);
}

Json rowOf(const Json& document, const std::string& email) {
    for (const Json& row : document["rows"])
        if (row["email"] == email)
            return row;
    return nullptr;
}

std::string keysOf(const Json& object) {
    std::string keys;
    for (const auto& [key, value] : object.items())
        keys += (keys.empty() ? "" : " ") + key;
    return keys;
}

void expectSame(const Json& actual, const char* wanted) {
    QCOMPARE(QString::fromStdString(actual.dump()), QString::fromStdString(Json::parse(wanted).dump()));
}

} // namespace

class PlanDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersInOrder();
    void checkHasNoRows();
    void updateRow();
    void creationRow();
    void sameAndExcludedOnlyWithAll();
    void twinsCarryAccounts();
    void baselineIsShown();
    void limitsAreNamed();
    void invalidBytesCannotGetOut();
    void absentEmptyAndListsDiffer();
    void errorDocument();
    void everyNameIsUnique();
    void times();
};

void PlanDocumentTest::membersInOrder() {
    const Json document = documentOf(ReportWorld(), RowsShown::Planned);
    QCOMPARE(keysOf(document),
             std::string("schema kind plan_sha256 created_at profile direction first_run apigee "
                         "portal counts limits expected rows"));
    QCOMPARE(keysOf(document["counts"]),
             std::string(
                 "same create_portal_user create_developer update_portal_user update_developer update_both "
                 "held excluded conflicts differs_not_synchronised"));
    QCOMPARE(document["schema"].get<int>(), 1);
    QCOMPARE(document["created_at"].get<std::string>(), std::string("2026-11-24T10:00:00Z"));
    expectSame(document["apigee"], "{\"organization\":\"acme\",\"accounts\":5,\"clock_offset_ms\":180}");
    expectSame(document["portal"],
               "{\"url\":\"https://dev.acme.com\",\"accounts\":4,\"clock_offset_ms\":-1100}");
    expectSame(document["expected"], "{\"apigee_requests\":7,\"portal_requests\":9,\"seconds\":3}");
    expectSame(document["counts"], "{\"same\":1,\"create_portal_user\":1,\"create_developer\":1,"
                                   "\"update_portal_user\":1,\"update_developer\":0,\"update_both\":0,"
                                   "\"held\":1,\"excluded\":1,\"conflicts\":0,"
                                   "\"differs_not_synchronised\":2}");
    QCOMPARE(document["first_run"].get<bool>(), true);
    QCOMPARE(document["direction"].get<std::string>(), std::string("two-way"));
}

void PlanDocumentTest::checkHasNoRows() {
    const Json document = documentOf(ReportWorld(), RowsShown::None);
    QVERIFY(document.is_object() && !document.contains("rows"));
    QCOMPARE(document["kind"].get<std::string>(), std::string("plan"));
}

void PlanDocumentTest::updateRow() {
    const Json row = rowOf(documentOf(ReportWorld(), RowsShown::Planned), "ana@acme.com");
    QCOMPARE(keysOf(row),
             std::string("email action winner reason conflict changed_since_baseline held_because "
                         "apigee portal fields notes"));
    QCOMPARE(row["action"].get<std::string>(), std::string("update_portal_user"));
    QCOMPARE(row["winner"].get<std::string>(), std::string("apigee"));
    QCOMPARE(row["reason"].get<std::string>(), std::string("apigee_newer"));
    QVERIFY(row["changed_since_baseline"].is_null() && row["held_because"].is_null());
    expectSame(row["apigee"],
               "{\"changed_at_ms\":1750000000123,\"edited_at\":1750000000,\"status\":\"active\","
               "\"user_name\":\"Ana\",\"email\":\"Ana@acme.com\"}");
    expectSame(row["portal"], "{\"changed_at\":1740000000,\"edited_at\":1740000000,\"status\":\"active\","
                              "\"user_name\":\"ana\",\"uid\":17,\"email\":\"ana@acme.com\"}");
    expectSame(row["fields"],
               "[{\"field\":\"last_name\",\"apigee\":\"Last\",\"portal\":\"Silva\",\"baseline\":null,"
               "\"result\":\"Last\",\"write\":\"portal\"}]");
    expectSame(row["notes"],
               "[\"user_name differs, not synchronised\",\"e-mail spelling differs, not synchronised\"]");
}

void PlanDocumentTest::creationRow() {
    const Json row = rowOf(documentOf(ReportWorld(), RowsShown::Planned), "cleo@acme.com");
    QCOMPARE(row["action"].get<std::string>(), std::string("create_developer"));
    QVERIFY(row["apigee"].is_null());
    QCOMPARE(row["portal"]["status"].get<std::string>(), std::string("blocked"));
    QCOMPARE(row["fields"].size(), std::size_t{4});
    expectSame(row["fields"][3],
               "{\"field\":\"attribute:topics\",\"apigee\":null,\"portal\":[\"a\",\"b\"],\"baseline\":null,"
               "\"result\":[\"a\",\"b\"],\"write\":\"apigee\"}");
    expectSame(row["notes"], "[\"portal user is blocked, developer is set inactive\"]");
}

void PlanDocumentTest::sameAndExcludedOnlyWithAll() {
    QCOMPARE(documentOf(ReportWorld(), RowsShown::Planned)["rows"].size(), std::size_t{4});
    const Json all = documentOf(ReportWorld(), RowsShown::All);
    QCOMPARE(all["rows"].size(), std::size_t{6});
    QCOMPARE(rowOf(all, "dora@acme.com")["action"].get<std::string>(), std::string("same"));
    QCOMPARE(rowOf(all, "root@acme.com")["reason"].get<std::string>(), std::string("protected"));
}

void PlanDocumentTest::twinsCarryAccounts() {
    const Json row = rowOf(documentOf(ReportWorld(), RowsShown::Planned), "eve@acme.com");
    QCOMPARE(row["action"].get<std::string>(), std::string("held"));
    QCOMPARE(row["held_because"].get<std::string>(), std::string("twins"));
    QCOMPARE(row["held"]["code"].get<std::string>(), std::string("HELD-TWINS"));
    QCOMPARE(row["accounts"].size(), std::size_t{2});
}

void PlanDocumentTest::baselineIsShown() {
    ReportWorld world;
    core::BaselineRow known;
    known.email = "ana@acme.com";
    known.entry.keyHash = core::textHash(known.email);
    for (const core::Side side : core::kSides) {
        known.values[side] = world.portal("dora@acme.com").fields;
        known.entry.sides[side].copiedFields = 1; // not what either side holds now
    }
    known.values.apigee[core::kLastName] = known.values.portal[core::kLastName] = core::Value::text("Souza");
    world.baseline = {known};
    const Json document = documentOf(world, RowsShown::Planned);
    const Json row = rowOf(document, "ana@acme.com");
    QCOMPARE(document["first_run"].get<bool>(), false);
    QCOMPARE(row["conflict"].get<bool>(), true);
    expectSame(row["changed_since_baseline"], "[\"apigee\",\"portal\"]");
    QCOMPARE(row["fields"][0]["baseline"].get<std::string>(), std::string("Souza"));
}

void PlanDocumentTest::limitsAreNamed() {
    const ReportWorld world;
    engine::PreparedPlan plan = world.prepare();
    plan.limitsExceeded = {
        {.kind = core::LimitKind::Updates, .side = core::Side::Portal, .count = 412, .allowed = 100},
        {.kind = core::LimitKind::Conflicts, .count = 30, .allowed = 20}};
    const Json document = Json::parse(devsync::testing::collected([&](const report::Sink& sink) {
        report::writePlanDocument(plan, world.context, RowsShown::None, sink);
    }));
    const Json exceeded = document["limits"]["exceeded"];
    QCOMPARE(exceeded[0]["limit"].get<std::string>(), std::string("updates"));
    QCOMPARE(exceeded[0]["side"].get<std::string>(), std::string("portal"));
    QCOMPARE(exceeded[0]["count"].get<int>(), 412);
    QVERIFY(exceeded[1]["side"].is_null());
}

void PlanDocumentTest::invalidBytesCannotGetOut() {
    ReportWorld world;
    world.apigee("Ana@acme.com").fields[core::kFirstName] = core::Value::text("A\xffna\n\"\x01");
    world.context.profile = "\xc3";
    const engine::PreparedPlan plan = world.prepare();
    const std::string text = devsync::testing::collected([&](const report::Sink& sink) {
        report::writePlanDocument(plan, world.context, RowsShown::All, sink);
    });
    QVERIFY(QString::fromStdString(text).toUtf8() == QByteArray::fromStdString(text));
    QVERIFY(Json::parse(text, nullptr, false).is_object());
}

void PlanDocumentTest::absentEmptyAndListsDiffer() {
    ReportWorld world;
    auto& fields = world.portal("ana@acme.com").fields;
    fields[core::kFirstAttribute] = core::Value::empty();
    fields[core::kFirstAttribute + 1] = core::Value::of({"a"});
    const Json row = rowOf(documentOf(world, RowsShown::Planned), "ana@acme.com");
    QCOMPARE(row["fields"][1]["portal"].get<std::string>(), std::string());
    expectSame(row["fields"][2]["portal"], "[\"a\"]");
}

void PlanDocumentTest::errorDocument() {
    const core::Error error{
        .kind = core::ErrorKind::SignInRefused, .side = core::Side::Apigee, .httpStatus = 401};
    const std::string text = report::errorDocument(error, {.kind = texts::DataState::Kind::NothingWritten});
    const Json document = Json::parse(text);
    QCOMPARE(keysOf(document), std::string("schema kind code message remedy"));
    QCOMPARE(document["code"].get<std::string>(), std::string("AUTH-401"));
    QVERIFY(document["message"].get<std::string>().find("Nothing was written.") != std::string::npos);
    QCOMPARE(text.find('\n'), text.size() - 1);
}

void PlanDocumentTest::everyNameIsUnique() {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(core::Action::Excluded); ++i)
        QVERIFY(names.insert(report::actionName(static_cast<core::Action>(i))).second);
    names.clear();
    for (int i = 0; i <= static_cast<int>(core::Reason::NoEmail); ++i)
        QVERIFY(names.insert(report::reasonName(static_cast<core::Reason>(i))).second);
    names.clear();
    for (int i = 0; i <= static_cast<int>(core::HeldBecause::Operator); ++i)
        QVERIFY(names.insert(report::heldName(static_cast<core::HeldBecause>(i))).second);
    names.clear();
    for (int i = 0; i <= static_cast<int>(core::LimitKind::Conflicts); ++i)
        QVERIFY(names.insert(report::limitName(static_cast<core::LimitKind>(i))).second);
    for (int i = 0; i <= static_cast<int>(core::RowState::Cancelled); ++i)
        QVERIFY(!report::outcomeName(static_cast<core::RowState>(i)).empty());
}

void PlanDocumentTest::times() {
    QCOMPARE(report::timeText(core::Millis{0}), std::string("1970-01-01T00:00:00Z"));
    QCOMPARE(report::timeText(core::Millis{951'782'400'000}), std::string("2000-02-29T00:00:00Z"));
    QCOMPARE(report::timeText(core::Millis{-1}), std::string("1969-12-31T23:59:59Z"));
}

QTEST_GUILESS_MAIN(PlanDocumentTest)
#include "plan_document_test.moc"
