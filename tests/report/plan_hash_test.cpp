// SPDX-License-Identifier: Apache-2.0
// plan_sha256: every covered item gives another hash, no other does (sync-rules 8).
#include "sync/report/plan_hash.h"
#include "sync/report/sha256.h"
#include "tests/report/report_world.h"

#include <QtTest>
#include <functional>

using namespace devsync;
using devsync::testing::ReportWorld;

namespace {

using Change = std::function<void(ReportWorld&)>;

std::string hashOf(const ReportWorld& world) {
    return report::planSha256(world.prepare(), world.context.identity);
}

core::Scope scopeOf(const char* domain) {
    return *core::Scope::from({{.kind = core::ScopeRule::Kind::Domain, .include = false, .pattern = domain}});
}

} // namespace

Q_DECLARE_METATYPE(Change)

class PlanHashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownDigest();
    void equalInputsGiveEqualHashes();
    void covered_data();
    void covered();
    void notCovered();
};

void PlanHashTest::knownDigest() {
    report::Sha256 hash;
    hash.add("a");
    hash.add("bc");
    QCOMPARE(hash.finish(), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void PlanHashTest::equalInputsGiveEqualHashes() {
    QCOMPARE(hashOf(ReportWorld()), hashOf(ReportWorld()));
    QCOMPARE(hashOf(ReportWorld()).size(), std::size_t{64});
}

void PlanHashTest::covered_data() {
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, Change change) { QTest::newRow(name) << std::move(change); };
    row("edition", [](ReportWorld& w) { w.context.identity.edition = "hybrid"; });
    row("end point", [](ReportWorld& w) { w.context.identity.endpoint += "/"; });
    row("organisation", [](ReportWorld& w) { w.context.identity.organization = "other"; });
    row("portal", [](ReportWorld& w) { w.context.identity.portal += "x"; });
    row("name field", [](ReportWorld& w) { w.policy.mapping.lastNameField = "field_last"; });
    row("mapped field", [](ReportWorld& w) { w.policy.mapping.attributes[0].field = "field_firm"; });
    row("attribute name", [](ReportWorld& w) { w.policy.mapping.attributes[0].attribute = "firm"; });
    row("field type", [](ReportWorld& w) { w.policy.mapping.attributes[0].type = core::FieldType::Email; });
    row("cardinality", [](ReportWorld& w) { w.policy.mapping.attributes[1].cardinality = 3; });
    row("scope", [](ReportWorld& w) { w.policy.scope = scopeOf("else.com"); });
    row("direction", [](ReportWorld& w) { w.policy.direction = core::Direction::ApigeeToPortal; });
    row("clock", [](ReportWorld& w) { w.policy.clock = core::ClockMode::Raw; });
    row("conflicts", [](ReportWorld& w) { w.policy.conflicts = core::ConflictMode::Hold; });
    row("reappear", [](ReportWorld& w) { w.policy.reappear = core::ReappearMode::Hold; });
    row("missing", [](ReportWorld& w) { w.policy.missingAttribute = core::MissingAttributeMode::Mirror; });
    row("empty", [](ReportWorld& w) { w.policy.emptyField = core::EmptyFieldMode::Mirror; });
    row("names", [](ReportWorld& w) { w.policy.missingNames = core::MissingNamesMode::Hold; });
    row("clash", [](ReportWorld& w) { w.policy.userNameClash = core::UserNameClashMode::ProposeAndCreate; });
    row("upper case", [](ReportWorld& w) { w.policy.upperCase = core::UpperCaseMode::Lower; });
    row("module push", [](ReportWorld& w) { w.policy.modulePush = core::ModulePush::No; });
    row("read only", [](ReportWorld& w) { w.policy.readOnly.apigee = true; });
    row("allow", [](ReportWorld& w) { w.policy.allow.portal.create = false; });
    row("offset", [](ReportWorld& w) { w.offsetSeconds = 6; });
    row("accounts", [](ReportWorld& w) {
        w.portalAccounts.push_back(w.portal("root@acme.com"));
        w.portalAccounts.back().email.clear();
        w.portalAccounts.back().uid = 99;
    });
    row("value written", [](ReportWorld& w) { w.apigee("Ana@acme.com").fields[1] = core::Value::text("X"); });
    row("value lost", [](ReportWorld& w) { w.portal("ana@acme.com").fields[1] = core::Value::text("X"); });
    row("raw time", [](ReportWorld& w) { ++w.portal("ana@acme.com").changedRaw; });
    row("status", [](ReportWorld& w) { w.portal("ana@acme.com").status = core::Status::Inactive; });
    row("user name", [](ReportWorld& w) { w.apigee("ben@acme.com").userName = "benny"; });
    row("spelling", [](ReportWorld& w) { w.apigee("Ana@acme.com").email = "ANA@acme.com"; });
    row("address", [](ReportWorld& w) { w.apigee("ben@acme.com").email = "bert@acme.com"; });
    row("second twin", [](ReportWorld& w) { w.apigee("eve@acme.com").fields[0] = core::Value::text("X"); });
    row("first twin", [](ReportWorld& w) { w.apigee("EVE@acme.com").fields[0] = core::Value::text("X"); });
}

void PlanHashTest::covered() {
    QFETCH(Change, change);
    ReportWorld world;
    change(world);
    QVERIFY(hashOf(world) != hashOf(ReportWorld()));
}

void PlanHashTest::notCovered() {
    const std::string hash = hashOf(ReportWorld());
    engine::PreparedPlan plan = ReportWorld().prepare();
    plan.createdAt += core::Millis{5000};
    plan.clockOffsetMs = {std::nullopt, 17};
    plan.expected = {.requests = {1, 2}, .seconds = 9};
    QCOMPARE(report::planSha256(plan, ReportWorld().context.identity), hash);
    ReportWorld world;
    world.context.profile = "other";
    world.policy.limits.updateMin = 1;
    QCOMPARE(hashOf(world), hash);
    world.portal("dora@acme.com").userName = "dora the third"; // an unplanned row
    QCOMPARE(hashOf(world), hash);
}

QTEST_GUILESS_MAIN(PlanHashTest)
#include "plan_hash_test.moc"
