// SPDX-License-Identifier: Apache-2.0
// A saved plan comes back as it was, and nothing else comes back at all.
#include "sync/core/planned_change.h"
#include "sync/report/base64.h"
#include "sync/report/plan_file.h"
#include "sync/report/plan_hash.h"
#include "sync/report/plan_table.h"
#include "sync/report/sha256.h"
#include "tests/report/report_world.h"

#include <QtTest>
#include <functional>

using namespace devsync;
using core::ErrorKind;
using devsync::testing::collected;
using devsync::testing::ReportWorld;

namespace {

std::string fileOf(const ReportWorld& world) {
    const engine::PreparedPlan plan = world.prepare();
    report::PlanContext context = world.context;
    context.planSha256 = report::planSha256(plan, context.identity);
    return collected([&](const report::Sink& sink) { report::writePlanFile(plan, context, sink); });
}

core::Result<std::shared_ptr<const engine::PreparedPlan>> read(const std::string& file,
                                                               const ReportWorld& world) {
    return report::readPlanFile(file, world.context.identity, world.policy);
}

/// What somebody does who edits a file and mends its checksum.
std::string withChecksum(std::string text) {
    text.resize(text.rfind(",\n\"file_sha256\""));
    report::Sha256 hash;
    hash.add(text);
    return text + ",\n\"file_sha256\":\"" + hash.finish() + "\"}\n";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

} // namespace

using Change = std::function<void(ReportWorld&)>;
using Edit = std::function<std::string(const std::string&)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Edit)

class PlanFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas();
    void looksAsItDid();
    void withoutRows();
    void choicesOfTheCommandLine();
    void outdated_data();
    void outdated();
    void damaged_data();
    void damaged();
    void everyCutIsRefused();
    void everyFlippedByteIsRefused();
    void base64();
};

void PlanFileTest::comesBackAsItWas() {
    const ReportWorld world;
    const engine::PreparedPlan plan = world.prepare();
    const auto back = read(fileOf(world), world);
    QVERIFY2(back.has_value(), back ? "" : back.error().detail.c_str());
    core::RowDetailsScratch scratch;
    const std::vector<core::PlannedRow> rows = core::plannedRows(plan.plan);
    QCOMPARE((*back)->plan.rows.size(), rows.size());
    for (const core::PlannedRow row : rows)
        QVERIFY(core::toPlannedChange(plan.inputs, plan.plan, row, scratch)
                == core::toPlannedChange((*back)->inputs, (*back)->plan, {row.number, row.number}, scratch));
    QVERIFY((*back)->plan.counts == plan.plan.counts);
    QVERIFY((*back)->accounts == plan.accounts);
    QVERIFY((*back)->clockOffsetMs == plan.clockOffsetMs);
    QCOMPARE((*back)->createdAt.count(), plan.createdAt.count());
    QCOMPARE((*back)->plan.firstRun, plan.plan.firstRun);
}

void PlanFileTest::looksAsItDid() {
    const ReportWorld world;
    const auto back = read(fileOf(world), world);
    QVERIFY(back);
    const auto table = [&world](const engine::PreparedPlan& plan) {
        return report::planTable(plan, world.context, report::RowsShown::Planned, {.width = 120});
    };
    QCOMPARE(table(**back), table(world.prepare()));
}

void PlanFileTest::withoutRows() {
    ReportWorld world;
    world.apigeeAccounts.clear();
    world.portalAccounts.clear();
    const auto back = read(fileOf(world), world);
    QVERIFY(back);
    QVERIFY((*back)->plan.rows.empty());
}

void PlanFileTest::choicesOfTheCommandLine() {
    ReportWorld world;
    const core::Policy profilePolicy = world.policy;
    world.policy.direction = core::Direction::ApigeeToPortal;
    world.policy.only = core::OnlyKind::Update;
    world.context.directionGiven = true;
    const auto back = report::readPlanFile(fileOf(world), world.context.identity, profilePolicy);
    QVERIFY(back);
    QVERIFY((*back)->inputs.policy->direction == core::Direction::ApigeeToPortal);
    QVERIFY((*back)->inputs.policy->only == core::OnlyKind::Update);
    world.context.directionGiven = false; // the profile's own, which has changed since
    QVERIFY(!report::readPlanFile(fileOf(world), world.context.identity, profilePolicy));
}

void PlanFileTest::outdated_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* named, Change change) {
        QTest::newRow(name) << std::move(change) << QString::fromUtf8(named);
    };
    row("edition", "end point", [](ReportWorld& w) { w.context.identity.edition = "hybrid"; });
    row("end point", "end point", [](ReportWorld& w) { w.context.identity.endpoint += "/"; });
    row("organisation", "organization", [](ReportWorld& w) { w.context.identity.organization = "other"; });
    row("portal", "portal", [](ReportWorld& w) { w.context.identity.portal += "x"; });
    row("mapping", "mapping", [](ReportWorld& w) { w.policy.mapping.attributes[0].field = "field_firm"; });
    row("scope", "scope", [](ReportWorld& w) {
        w.policy.scope = *core::Scope::from(
            {{.kind = core::ScopeRule::Kind::Domain, .include = false, .pattern = "acme.com"}});
    });
    row("setting", "setting", [](ReportWorld& w) { w.policy.clock = core::ClockMode::Raw; });
    row("module push", "module_push", [](ReportWorld& w) { w.policy.modulePush = core::ModulePush::Yes; });
}

void PlanFileTest::outdated() {
    QFETCH(Change, change);
    QFETCH(QString, named);
    ReportWorld world;
    const std::string file = fileOf(world);
    change(world);
    const auto back = read(file, world);
    QVERIFY(!back);
    QVERIFY(back.error().kind == ErrorKind::PlanOutdated);
    QVERIFY2(QString::fromStdString(back.error().detail).contains(named), back.error().detail.c_str());
}

void PlanFileTest::damaged_data() {
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << std::move(edit); };
    row("empty", [](const std::string&) { return std::string(); });
    row("another document", [](const std::string&) { return std::string("{\"kind\":\"run\"}\n"); });
    row("edited", [](const std::string& file) { return replaced(file, "Silva", "Silvi"); });
    row("newer schema",
        [](const std::string& file) { return withChecksum(replaced(file, "\"schema\":1", "\"schema\":2")); });
    row("another count", [](const std::string& file) {
        return withChecksum(replaced(file, "\"update_portal_user\":1", "\"update_portal_user\":2"));
    });
    row("a number that is none", [](const std::string& file) {
        return withChecksum(replaced(file, "\"same\":", "\"same\":\"x\",\"was\":"));
    });
    row("a number out of range", [](const std::string& file) {
        return withChecksum(replaced(file, "\"apigee_people\":", "\"apigee_people\":-1,\"was\":"));
    });
    row("another hash", [](const std::string& file) {
        return withChecksum(replaced(file, "\"plan_sha256\":\"", "\"plan_sha256\":\"0"));
    });
    row("a row without record",
        [](const std::string& file) { return withChecksum(replaced(file, "\"record\":", "\"recurd\":")); });
    row("a record that is none", [](const std::string& file) {
        return withChecksum(replaced(file, "\"record\":\"", "\"record\":\"AAAA"));
    });
    row("a row twice", [](const std::string& file) {
        const std::size_t begin = file.find("\"rows\":[") + 8;
        const std::size_t end = file.find(",\n", begin);
        return withChecksum(std::string(file).insert(begin, file.substr(begin, end - begin) + ","));
    });
    row("a row left out", [](const std::string& file) {
        const std::size_t begin = file.find("\"rows\":[") + 8;
        return withChecksum(std::string(file).erase(begin, file.find(",\n", begin) + 1 - begin));
    });
}

void PlanFileTest::damaged() {
    QFETCH(Edit, edit);
    const ReportWorld world;
    const std::string file = fileOf(world);
    const std::string changed = edit(file);
    QVERIFY(changed != file);
    const auto back = read(changed, world);
    QVERIFY(!back);
    QVERIFY2(back.error().kind == ErrorKind::PlanFileInvalid, back.error().detail.c_str());
}

void PlanFileTest::everyCutIsRefused() {
    const ReportWorld world;
    const std::string file = fileOf(world);
    for (std::size_t size = 0; size < file.size(); ++size)
        QVERIFY(!read(file.substr(0, size), world));
}

void PlanFileTest::everyFlippedByteIsRefused() {
    const ReportWorld world;
    const std::string file = fileOf(world);
    for (std::size_t at = 0; at < file.size(); ++at) {
        std::string changed = file;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        QVERIFY(!read(changed, world));
    }
}

void PlanFileTest::base64() {
    using namespace std::string_literals;
    for (const std::string& bytes : {""s, "a"s, "ab"s, "abc"s, "\xff\x00\x10x"s})
        QVERIFY(report::fromBase64(report::toBase64(bytes)) == bytes);
    QCOMPARE(report::toBase64("ab"), std::string("YWI="));
    for (const char* wrong : {"YWI", "YWI==", "Y=I=", "YW I", "====", "YWI=\n", "YW!="})
        QVERIFY2(!report::fromBase64(wrong), wrong);
}

QTEST_APPLESS_MAIN(PlanFileTest)
#include "plan_file_test.moc"
