// SPDX-License-Identifier: Apache-2.0
// The rule for one pair, row by row of sync-rules 3 to 7: each case changes the equal pair of RuleCase and
// names the rule it stands for.
#include "tests/support/rule_case.h"

#include <QTest>

#include <functional>

using namespace devsync::core;
using namespace devsync::testing;

namespace {

constexpr Side kA = Side::Apigee;
constexpr Side kP = Side::Portal;

struct Row {
    const char* name;
    std::function<void(RuleCase&)> arrange;
    const char* row;
    const char* flags = "";
};

// clang-format off
const Row kPairs[] = {
    // ---- 3.1 same
    {"3.1 equal content", [](RuleCase&) {}, "same apigee equal"},
    {"3.1 whatever the timestamps say", [](RuleCase& c) { c.edit(10, 900); }, "same portal equal"},
    {"3.1 compared decoded", [](RuleCase& c) {
        c.set(kA, kTopics, Value::of({"b"})); c.set(kP, kTopics, Value::of({"b"})); }, "same apigee equal"},
    // ---- 3.2 the most recent edit wins
    {"3.2 Apigee newer", [](RuleCase& c) { c.edit(200, 100); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company"},
    {"3.2 portal newer", [](RuleCase& c) { c.edit(100, 200); c.set(kA, kCompany, Value::text("Old")); },
        "update_developer portal portal_newer apigee=company"},
    {"3.2 a tie goes to Apigee", [](RuleCase& c) { c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee tie portal=company"},
    {"3.2 milliseconds are cut", [](RuleCase& c) {
        c.apigee->changedRaw = 100'999; c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee tie portal=company"},
    {"3.2 milliseconds are cut, not rounded", [](RuleCase& c) {
        c.apigee->changedRaw = 100'999; c.portal->changedRaw = 101; c.set(kA, kCompany, Value::text("New")); },
        "update_developer portal portal_newer apigee=company"},
    {"3.2 whole record", [](RuleCase& c) {
        c.edit(200, 100); c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kTopics, Value::of({"c"})); },
        "update_portal_user apigee apigee_newer portal=first_name,topics"},
    {"3.2 time missing in Apigee", [](RuleCase& c) { c.edit(0, 100); c.set(kA, kCompany, Value::text("New")); },
        "held - - time_unknown"},
    {"3.2 time missing in the portal", [](RuleCase& c) { c.edit(100, -1); c.set(kA, kCompany, Value::text("New")); },
        "held - - time_unknown"},
    {"3.2 equal rows need no time", [](RuleCase& c) { c.edit(0, 0); }, "same - equal"},
    // ---- 3.3 the fence
    {"3.3 user name, e-mail, status are shown, never written", [](RuleCase& c) {
        c.edit(200, 100); c.apigee->userName = "other"; c.apigee->email = "Ana@Acme.com"; c.apigee->status = Status::Inactive; },
        "same apigee equal", "user_name_differs status_differs email_spelling_differs"},
    // ---- 3.5 empty
    {"3.5 empty equals absent", [](RuleCase& c) {
        c.set(kA, kCompany, Value::absent()); c.set(kP, kCompany, Value::empty()); }, "same apigee equal"},
    {"3.5 Apigee wins, absent: the portal keeps", [](RuleCase& c) { c.set(kA, kCompany, Value::absent()); },
        "same apigee equal", "empty_kept"},
    {"3.5 Apigee wins, absent, mirror", [](RuleCase& c) {
        c.set(kA, kCompany, Value::absent()); c.policy.missingAttribute = MissingAttributeMode::Mirror; },
        "update_portal_user apigee tie portal=company"},
    {"3.5 Apigee wins, empty: clears", [](RuleCase& c) { c.set(kA, kCompany, Value::empty()); },
        "update_portal_user apigee tie portal=company"},
    {"3.5 portal wins, empty, no baseline: Apigee keeps", [](RuleCase& c) {
        c.edit(100, 200); c.set(kP, kCompany, Value::empty()); }, "same portal equal", "empty_kept"},
    {"3.5 portal wins, empty, baseline held a portal value", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.edit(100, 200); c.set(kP, kCompany, Value::empty()); },
        "update_developer portal portal_newer apigee=company", "changed_in_portal"},
    {"3.5 portal wins, empty, baseline held none", [](RuleCase& c) {
        c.set(kP, kCompany, Value::empty()); c.remember(Winner::Apigee);
        c.edit(100, 200); c.set(kP, kFirstName, Value::text("Anna")); },
        "update_developer portal portal_newer apigee=first_name", "changed_in_portal empty_kept"},
    {"3.5 portal wins, empty, mirror", [](RuleCase& c) {
        c.edit(100, 200); c.set(kP, kCompany, Value::empty()); c.policy.emptyField = EmptyFieldMode::Mirror; },
        "update_developer portal portal_newer apigee=company"},
    {"3.5 an attribute twice holds the row", [](RuleCase& c) {
        c.set(kA, kTopics, Value::duplicate(Value::text("a"))); }, "held apigee tie duplicate_attribute:topics"},
    {"3.5 an attribute twice holds, whoever wins", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kTopics, Value::duplicate(Value::text("a"))); },
        "held portal portal_newer duplicate_attribute:topics"},
    // ---- 3.6 names
    {"3.6 an empty name is never copied", [](RuleCase& c) { c.edit(200, 100); c.set(kA, kFirstName, Value::empty()); },
        "same apigee equal"},
    {"3.6 a placeholder is never copied", [](RuleCase& c) { c.edit(200, 100); c.set(kA, kLastName, Value::text("Lastname")); },
        "same apigee equal"},
    {"3.6 not even over nothing", [](RuleCase& c) {
        c.edit(200, 100); c.set(kA, kFirstName, Value::text("FirstName")); c.set(kP, kFirstName, Value::empty()); },
        "same apigee equal"},
    {"3.6 the other fields go on", [](RuleCase& c) {
        c.edit(200, 100); c.set(kA, kFirstName, Value::text("Firstname")); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company"},
    {"3.6 a name replaces a placeholder", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kFirstName, Value::text("FirstName")); },
        "update_developer portal portal_newer apigee=first_name"},
    {"3.6 a placeholder in an attribute is a value", [](RuleCase& c) {
        c.edit(200, 100); c.set(kA, kCompany, Value::text("FirstName")); },
        "update_portal_user apigee apigee_newer portal=company"},
    // ---- 3.7 what does not fit
    {"3.7 does not decode", [](RuleCase& c) { c.set(kA, kTopics, Value::undecodable("[1")); },
        "held apigee tie value_does_not_fit:topics"},
    {"3.7 a losing value that does not decode is replaced", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kTopics, Value::undecodable("[1")); },
        "update_developer portal portal_newer apigee=topics"},
    {"3.7 too many values", [](RuleCase& c) { c.set(kA, kTopics, Value::of({"a", "b", "c", "a"})); },
        "held apigee tie value_does_not_fit:topics"},
    {"3.7 longer than the field", [](RuleCase& c) { c.set(kA, kCompany, Value::text("12345678901")); },
        "held apigee tie value_does_not_fit:company"},
    {"3.7 length counts characters", [](RuleCase& c) { c.set(kA, kCompany, Value::text("ääääääääää")); },
        "update_portal_user apigee tie portal=company"},
    {"3.7 an unknown length is tried", [](RuleCase& c) {
        c.policy.mapping.attributes[0].maxLength.reset(); c.set(kA, kCompany, Value::text("12345678901")); },
        "update_portal_user apigee tie portal=company"},
    {"3.7 name over 64", [](RuleCase& c) { c.set(kA, kLastName, Value::text(std::string(65, 'x'))); },
        "held apigee tie value_does_not_fit:last_name"},
    {"3.7 name of 64", [](RuleCase& c) { c.set(kA, kLastName, Value::text(std::string(64, 'x'))); },
        "update_portal_user apigee tie portal=last_name"},
    {"3.7 not an allowed value", [](RuleCase& c) { c.set(kA, kTopics, Value::of({"a", "z"})); },
        "held apigee tie value_does_not_fit:topics"},
    {"3.7 Apigee has no such limits", [](RuleCase& c) {
        c.edit(100, 200); c.set(kP, kLastName, Value::text(std::string(65, 'x'))); },
        "update_developer portal portal_newer apigee=last_name"},
    {"3.7 the first field is named", [](RuleCase& c) {
        c.set(kA, kCompany, Value::text("12345678901")); c.set(kA, kTopics, Value::of({"z"})); },
        "held apigee tie value_does_not_fit:company"},
    // ---- 3.8 clocks
    {"3.8 the offset is subtracted from changed", [](RuleCase& c) {
        c.offsetSeconds = 60; c.edit(100, 130); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company", "clock_decided"},
    {"3.8 an offset can make a tie", [](RuleCase& c) {
        c.offsetSeconds = 60; c.edit(100, 160); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee tie portal=company", "clock_decided"},
    {"3.8 an offset that decides nothing is not noted", [](RuleCase& c) {
        c.offsetSeconds = -60; c.edit(100, 200); c.set(kA, kCompany, Value::text("Old")); },
        "update_developer portal portal_newer apigee=company"},
    {"3.8 a stamp in the future of its server", [](RuleCase& c) {
        c.serverNowMs = {98'000, 98'000}; }, "same apigee equal", "future_in_apigee future_in_portal"},
    {"3.8 a stamp of this second is not in the future", [](RuleCase& c) {
        c.serverNowMs = {99'500, 99'500}; }, "same apigee equal"},
    // ---- 4 attribute limit on update
    {"4 more than 18 attributes after the update", [](RuleCase& c) {
        c.apigee->unmanagedCount = 17; c.edit(100, 200); c.set(kA, kCompany, Value::absent()); },
        "held portal portal_newer attribute_limit"},
    {"4 exactly 18 attributes after the update", [](RuleCase& c) {
        c.apigee->unmanagedCount = 16; c.edit(100, 200); c.set(kA, kCompany, Value::absent()); },
        "update_developer portal portal_newer apigee=company"},
    {"4 a removal makes room", [](RuleCase& c) {
        c.apigee->unmanagedCount = 17; c.policy.emptyField = EmptyFieldMode::Mirror; c.edit(100, 200);
        c.set(kP, kCompany, Value::empty()); c.set(kP, kTopics, Value::of({"c"})); },
        "update_developer portal portal_newer apigee=company,topics"},
    {"4 an empty attribute is one too", [](RuleCase& c) {
        c.apigee->unmanagedCount = 17; c.edit(100, 200); c.set(kA, kCompany, Value::empty()); c.set(kP, kCompany, Value::empty());
        c.set(kP, kTopics, Value::of({"c"})); }, "held portal portal_newer attribute_limit"},
    {"4 the limit does not matter when the portal is written", [](RuleCase& c) {
        c.apigee->unmanagedCount = 19; c.edit(200, 100); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company"},
    // ---- 7 baseline
    {"7 our write to the portal is no edit", [](RuleCase& c) {
        c.edit(100, 500); c.remember(Winner::Apigee); c.baseline->entry.sides.portal.editedAt = 100;
        c.edit(200, 500); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company", "changed_in_apigee"},
    {"7 an edit in Apigee while we wrote the portal is not lost", [](RuleCase& c) {
        c.edit(100, 500); c.remember(Winner::Apigee); c.baseline->entry.sides.portal.editedAt = 100;
        c.edit(499, 500); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company", "changed_in_apigee"},
    {"7 the last winner stays while nobody edits", [](RuleCase& c) {
        c.edit(100, 200); c.set(kP, kCompany, Value::empty()); c.remember(Winner::Portal);
        c.baseline->entry.sides.apigee.editedAt = 200; }, "same portal equal", "empty_kept"},
    {"7 without the last winner the tie would turn it round", [](RuleCase& c) {
        c.edit(100, 200); c.set(kP, kCompany, Value::empty()); c.remember(Winner::None);
        c.baseline->entry.sides.apigee.editedAt = 200; }, "update_portal_user apigee tie portal=company"},
    {"7 changed fields without a moved time count as an edit", [](RuleCase& c) {
        c.edit(100, 500); c.remember(Winner::Apigee); c.baseline->entry.sides.portal.editedAt = 100;
        c.set(kP, kCompany, Value::text("New")); },
        "update_developer portal portal_newer apigee=company", "changed_in_portal"},
    {"7 edit times are frozen with the offset of their time", [](RuleCase& c) {
        c.edit(100, 500); c.remember(Winner::None); c.baseline->entry.sides.portal.editedAt = 90;
        c.offsetSeconds = -1000; c.edit(101, 500); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company", "changed_in_apigee"},
    {"7 an unknown time stays unknown", [](RuleCase& c) {
        c.edit(100, 0); c.remember(Winner::Apigee); c.baseline->entry.sides.portal.editedAt = 100;
        c.set(kA, kCompany, Value::text("New")); }, "held - - time_unknown", "changed_in_apigee"},
    {"7 our write from an account of unknown time is no edit", [](RuleCase& c) {
        c.edit(100, 500); c.remember(Winner::Apigee); c.baseline->entry.sides.portal.editedAt = 0;
        c.edit(200, 500); c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee apigee_newer portal=company", "changed_in_apigee"},
    {"7 changed in the portal", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.edit(100, 200); c.set(kP, kFirstName, Value::text("Anna")); },
        "update_developer portal portal_newer apigee=first_name", "changed_in_portal"},
    {"7 both to the same value is no conflict", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.edit(300, 200);
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kFirstName, Value::text("Anna")); },
        "same apigee equal", "changed_in_apigee changed_in_portal"},
    {"7 conflict: both changed, not to the same value", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.edit(200, 300);
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kFirstName, Value::text("Anne")); },
        "update_developer portal portal_newer apigee=first_name", "conflict changed_in_apigee changed_in_portal"},
    {"7 different fields are no conflict", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.edit(200, 300);
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kLastName, Value::text("Silva")); },
        "update_developer portal portal_newer apigee=first_name,last_name", "changed_in_apigee changed_in_portal"},
    {"7 conflicts = hold, the winner is pre-selected", [](RuleCase& c) {
        c.policy.conflicts = ConflictMode::Hold; c.remember(Winner::Apigee); c.edit(200, 300);
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kFirstName, Value::text("Anne")); },
        "held portal portal_newer conflict", "conflict changed_in_apigee changed_in_portal"},
    {"7 values unknown: the fingerprint tells", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.baselineValuesKnown = false; c.edit(200, 300);
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kFirstName, Value::text("Anne")); },
        "update_developer portal portal_newer apigee=first_name", "conflict changed_in_apigee changed_in_portal"},
    {"7 a baseline that knows one side says nothing", [](RuleCase& c) {
        c.remember(Winner::Portal); c.baseline->entry.sides.apigee = {}; c.set(kA, kCompany, Value::text("New")); },
        "update_portal_user apigee tie portal=company"},
    // ---- 8 the operator decides
    {"8 to portal", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kCompany, Value::text("Old")); c.decision.row = RowOverride::ToPortal; },
        "update_portal_user apigee override portal=company"},
    {"8 to Apigee", [](RuleCase& c) {
        c.set(kA, kCompany, Value::text("New")); c.decision.row = RowOverride::ToApigee; },
        "update_developer portal override apigee=company"},
    {"8 hold", [](RuleCase& c) {
        c.set(kA, kCompany, Value::text("New")); c.decision.row = RowOverride::Hold; }, "held apigee tie operator"},
    {"8 nothing to hold", [](RuleCase& c) { c.decision.row = RowOverride::Hold; }, "same apigee equal"},
    {"8 an override answers a conflict", [](RuleCase& c) {
        c.policy.conflicts = ConflictMode::Hold; c.remember(Winner::Apigee); c.edit(200, 300);
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kP, kFirstName, Value::text("Anne"));
        c.decision.row = RowOverride::ToPortal; },
        "update_portal_user apigee override portal=first_name", "conflict changed_in_apigee changed_in_portal"},
    {"8 an override answers an unknown time", [](RuleCase& c) {
        c.edit(0, 0); c.set(kA, kCompany, Value::text("New")); c.decision.row = RowOverride::ToApigee; },
        "update_developer portal override apigee=company"},
    {"8 a value that does not fit is not answered", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kTopics, Value::of({"z"})); c.decision.row = RowOverride::ToPortal; },
        "held apigee override value_does_not_fit:topics"},
    {"8 per field: both sides are written", [](RuleCase& c) {
        c.set(kA, kFirstName, Value::text("Anna")); c.set(kA, kCompany, Value::text("New"));
        c.decision.fields[kCompany] = kP; },
        "update_both apigee override apigee=company portal=first_name"},
    {"8 per field: an empty value chosen by hand is not kept back", [](RuleCase& c) {
        c.set(kA, kCompany, Value::absent()); c.decision.fields[kCompany] = kA; },
        "update_portal_user apigee override portal=company"},
    // ---- 6 direction, and the order of reasons
    {"6 direction forbids", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kCompany, Value::text("Old")); c.policy.direction = Direction::ApigeeToPortal; },
        "excluded portal direction"},
    {"6 direction allows", [](RuleCase& c) {
        c.edit(100, 200); c.set(kA, kCompany, Value::text("Old")); c.policy.direction = Direction::PortalToApigee; },
        "update_developer portal portal_newer apigee=company"},
    {"6 direction leaves equal rows alone", [](RuleCase& c) {
        c.edit(100, 200); c.policy.direction = Direction::ApigeeToPortal; }, "same portal equal"},
    {"6 allow", [](RuleCase& c) { c.set(kA, kCompany, Value::text("New")); c.policy.allow.portal.update = false; },
        "excluded apigee direction"},
    {"5 read_only", [](RuleCase& c) { c.set(kA, kCompany, Value::text("New")); c.policy.readOnly.portal = true; },
        "excluded apigee direction"},
    {"6 --only create", [](RuleCase& c) { c.set(kA, kCompany, Value::text("New")); c.policy.only = OnlyKind::Create; },
        "excluded apigee direction"},
    {"6 an override does not lift what settings forbid", [](RuleCase& c) {
        c.set(kA, kCompany, Value::text("New")); c.policy.readOnly.portal = true; c.decision.row = RowOverride::ToPortal; },
        "excluded apigee direction"},
    {"6 what settings forbid is never held", [](RuleCase& c) {
        c.set(kA, kTopics, Value::of({"z"})); c.policy.readOnly.portal = true; }, "excluded apigee direction"},
    {"6 no time, nothing allowed", [](RuleCase& c) {
        c.edit(0, 0); c.set(kA, kCompany, Value::text("New")); c.policy.readOnly = {true, true}; }, "excluded - direction"},
    {"6 no time, one side allowed", [](RuleCase& c) {
        c.edit(0, 0); c.set(kA, kCompany, Value::text("New")); c.policy.readOnly = {true, false}; }, "held - - time_unknown"},
    {"2 twins", [](RuleCase& c) { c.twins = true; }, "held - - twins"},
    {"6 twins before renamed and field checks", [](RuleCase& c) {
        c.twins = true; c.renamed = true; c.set(kA, kTopics, Value::of({"z"})); }, "held - - twins"},
    {"6 direction before twins", [](RuleCase& c) { c.twins = true; c.policy.readOnly = {true, true}; },
        "excluded apigee direction"},
    {"2 renamed, equal or not", [](RuleCase& c) { c.renamed = true; }, "held - - renamed"},
    {"6 renamed before field checks", [](RuleCase& c) { c.renamed = true; c.set(kA, kTopics, Value::of({"z"})); },
        "held - - renamed"},
    {"6 scope", [](RuleCase& c) {
        c.policy.scope = *Scope::from({{ScopeRule::Kind::Domain, false, "acme.com"}});
        c.set(kA, kCompany, Value::text("New")); c.twins = true; }, "excluded - scope"},
    {"1 no e-mail", [](RuleCase& c) {
        c.apigee.reset(); c.portal->email.clear();
        c.policy.scope = *Scope::from({{ScopeRule::Kind::Domain, true, "x.com"}}); }, "excluded - no_email"},
    {"5 as pairs protected accounts are like any other", [](RuleCase& c) {
        c.portal->uid = 1; c.edit(100, 200); c.set(kP, kCompany, Value::text("New")); },
        "update_developer portal portal_newer apigee=company"},
};

const Row kCreations[] = {
    {"4 only in Apigee", [](RuleCase& c) { c.portal.reset(); },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics"},
    {"4 only in the portal", [](RuleCase& c) { c.apigee.reset(); },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics"},
    {"4 empty attributes are not written", [](RuleCase& c) {
        c.apigee.reset(); c.set(kP, kCompany, Value::empty()); c.set(kP, kTopics, Value::empty()); },
        "create_developer portal only_in_portal apigee=first_name,last_name"},
    {"4 a blocked user's developer is set inactive", [](RuleCase& c) { c.apigee.reset(); c.portal->status = Status::Inactive; },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics", "set_inactive"},
    {"4 an inactive developer's user is blocked at once", [](RuleCase& c) { c.portal.reset(); c.apigee->status = Status::Inactive; },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics"},
    {"4 creation needs no time", [](RuleCase& c) { c.portal.reset(); c.edit(0, 0); c.set(kA, kCompany, Value::absent()); },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,topics"},
    {"4 missing names become placeholders", [](RuleCase& c) { c.apigee.reset(); c.set(kP, kFirstName, Value::empty()); },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics", "placeholder_names"},
    {"4 missing_names = hold", [](RuleCase& c) {
        c.apigee.reset(); c.set(kP, kLastName, Value::text("LastName")); c.policy.missingNames = MissingNamesMode::Hold; },
        "held portal only_in_portal missing_names:last_name", "placeholder_names"},
    {"4 user name longer than 60", [](RuleCase& c) { c.portal.reset(); c.apigee->userName = std::string(61, 'x'); },
        "held apigee only_in_apigee user_name_illegal"},
    {"4 user name not allowed", [](RuleCase& c) { c.portal.reset(); c.apigee->userName = "a/b"; },
        "held apigee only_in_apigee user_name_illegal"},
    {"4 Apigee takes any user name", [](RuleCase& c) { c.apigee.reset(); c.portal->userName = "a/b"; },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics"},
    {"4 upper case towards X", [](RuleCase& c) { c.apigee.reset(); c.portal->email = "Ana@acme.com"; },
        "held portal only_in_portal upper_case"},
    {"4 upper_case = lower", [](RuleCase& c) {
        c.apigee.reset(); c.portal->email = "Ana@acme.com"; c.policy.upperCase = UpperCaseMode::Lower; },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics", "email_lower_cased"},
    {"4 Edge takes upper case", [](RuleCase& c) {
        c.apigee.reset(); c.portal->email = "Ana@acme.com"; c.policy.apigeeLowerCaseOnly = false; },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics"},
    {"4 the portal takes upper case", [](RuleCase& c) { c.portal.reset(); c.apigee->email = "Ana@acme.com"; },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics"},
    {"3.7 on creation: does not fit", [](RuleCase& c) { c.portal.reset(); c.set(kA, kCompany, Value::text("12345678901")); },
        "held apigee only_in_apigee value_does_not_fit:company"},
    {"3.7 on creation: does not decode", [](RuleCase& c) { c.portal.reset(); c.set(kA, kTopics, Value::undecodable("[")); },
        "held apigee only_in_apigee value_does_not_fit:topics"},
    {"3.5 on creation: an attribute twice", [](RuleCase& c) { c.portal.reset(); c.set(kA, kTopics, Value::duplicate(Value::text("a"))); },
        "held apigee only_in_apigee duplicate_attribute:topics"},
    {"4 deleted in the portal since", [](RuleCase& c) { c.remember(Winner::Apigee); c.portal.reset(); },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics", "deleted_in_portal"},
    {"4 deleted in Apigee since", [](RuleCase& c) { c.remember(Winner::Apigee); c.apigee.reset(); },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics", "deleted_in_apigee"},
    {"4 reappear = hold", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.portal.reset(); c.policy.reappear = ReappearMode::Hold; },
        "held apigee only_in_apigee reappear", "deleted_in_portal"},
    {"4 reappear holds only what the baseline knew", [](RuleCase& c) {
        c.portal.reset(); c.policy.reappear = ReappearMode::Hold; },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics"},
    {"8 an override answers reappear", [](RuleCase& c) {
        c.remember(Winner::Apigee); c.portal.reset(); c.policy.reappear = ReappearMode::Hold;
        c.decision.row = RowOverride::ToPortal; },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics", "deleted_in_portal"},
    {"8 hold a creation", [](RuleCase& c) { c.portal.reset(); c.decision.row = RowOverride::Hold; },
        "held apigee only_in_apigee operator"},
    {"2 a rename is no deletion", [](RuleCase& c) { c.remember(Winner::Apigee); c.portal.reset(); c.renamed = true; },
        "held - - renamed"},
    {"5 uid 1 gets no developer", [](RuleCase& c) { c.apigee.reset(); c.portal->uid = 1; }, "excluded portal protected"},
    {"5 the sign-in account by uid", [](RuleCase& c) { c.apigee.reset(); c.protectedAccounts.signInUid = 17; },
        "excluded portal protected"},
    {"5 the sign-in account by name", [](RuleCase& c) { c.apigee.reset(); c.protectedAccounts.signInUserName = "ana"; },
        "excluded portal protected"},
    {"5 the uid counts once it is known", [](RuleCase& c) { c.apigee.reset(); c.protectedAccounts = {18, "ana"}; },
        "create_developer portal only_in_portal apigee=first_name,last_name,company,topics"},
    {"5 a portal user is created for any developer", [](RuleCase& c) { c.portal.reset(); c.protectedAccounts.signInUserName = "ana"; },
        "create_portal_user apigee only_in_apigee portal=first_name,last_name,company,topics"},
    {"6 protected before direction", [](RuleCase& c) {
        c.apigee.reset(); c.portal->uid = 1; c.policy.direction = Direction::ApigeeToPortal; }, "excluded portal protected"},
    {"6 protected before field checks", [](RuleCase& c) { c.apigee.reset(); c.portal->uid = 1; c.portal->email = "Ana@acme.com"; },
        "excluded portal protected"},
    {"6 direction", [](RuleCase& c) { c.apigee.reset(); c.policy.direction = Direction::ApigeeToPortal; },
        "excluded portal direction"},
    {"6 allow create", [](RuleCase& c) { c.portal.reset(); c.policy.allow.portal.create = false; }, "excluded apigee direction"},
    {"6 --only update", [](RuleCase& c) { c.portal.reset(); c.policy.only = OnlyKind::Update; }, "excluded apigee direction"},
    {"6 direction before user name", [](RuleCase& c) {
        c.portal.reset(); c.apigee->userName = "a/b"; c.policy.readOnly.portal = true; }, "excluded apigee direction"},
    {"2 twins on one side", [](RuleCase& c) { c.portal.reset(); c.twins = true; }, "held - - twins"},
};
// clang-format on

template <std::size_t N>
void addRows(const Row (&rows)[N]) {
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Row& row : rows)
        QTest::newRow(row.name) << number++;
}

void verify(const Row& row) {
    RuleCase c;
    row.arrange(c);
    const PlanRow decided = c.decide();
    QCOMPARE(QString::fromStdString(rowText(decided)), QString::fromUtf8(row.row));
    QCOMPARE(QString::fromStdString(flagText(decided)), QString::fromUtf8(row.flags));
}

} // namespace

class DecideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairs_data() { addRows(kPairs); }
    void pairs() {
        QFETCH(int, number);
        verify(kPairs[number]);
    }

    void creations_data() { addRows(kCreations); }
    void creations() {
        QFETCH(int, number);
        verify(kCreations[number]);
    }

    void removalsAreCounted() {
        RuleCase c;
        c.set(kA, kCompany, Value::empty());
        c.set(kA, kTopics, Value::empty());
        QCOMPARE(c.decide().removals, 2u);
        c.policy.readOnly.portal = true;
        QCOMPARE(c.decide().removals, 0u);
    }

    void theScopeRuleIsEvidence() {
        RuleCase c;
        c.policy.scope = *Scope::from(
            {{ScopeRule::Kind::Address, false, "x@acme.com"}, {ScopeRule::Kind::Regex, false, "acme"}});
        QCOMPARE(c.decide().detail, std::uint16_t{2});
    }

    void proposeAndCreateLeavesTheNameToThePlan() {
        RuleCase c;
        c.portal.reset();
        c.apigee->userName = "a/b";
        c.policy.userNameClash = UserNameClashMode::ProposeAndCreate;
        QCOMPARE(c.decide().action, Action::CreatePortalUser);
    }

    void moreThan18MappedAttributesOnCreation() {
        RuleCase c;
        c.apigee.reset();
        for (int i = 0; i < 17; ++i) {
            c.policy.mapping.attributes.push_back({.attribute = "more", .field = "more"});
            c.portal->fields.push_back(Value::text("x"));
        }
        QCOMPARE(c.decide().heldBecause, HeldBecause::AttributeLimit);
        c.portal->fields.back() = Value::empty();
        QCOMPARE(c.decide().action, Action::CreateDeveloper);
    }
};

QTEST_APPLESS_MAIN(DecideTest)
#include "decide_test.moc"
