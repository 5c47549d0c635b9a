// SPDX-License-Identifier: Apache-2.0
// Every enumerator has its words: not empty, no placeholder left, codes unique.
#include "sync/core/row_details.h"
#include "sync/texts/error_text.h"
#include "sync/texts/held_text.h"
#include "sync/texts/limit_text.h"
#include "sync/texts/log_text.h"
#include "sync/texts/plan_text.h"
#include "sync/texts/progress_text.h"
#include "sync/texts/row_text.h"
#include "sync/texts/story_text.h"
#include "sync/texts/translate.h"
#include "sync/texts/verdict_text.h"

#include <QtTest>
#include <set>

using namespace devsync;

namespace {

/// All values of an enumeration without gaps, up to its last.
template <class E>
std::vector<E> upTo(E last) {
    std::vector<E> all;
    for (int value = 0; value <= static_cast<int>(last); ++value)
        all.push_back(static_cast<E>(value));
    return all;
}

bool wellSaid(const std::string& text) {
    if (text.empty())
        return false;
    for (char digit = '1'; digit <= '9'; ++digit)
        if (text.find(std::string("%") + digit) != std::string::npos)
            return false;
    return text.find("  ") == std::string::npos && text.find("..") == std::string::npos;
}

void expectText(const std::string& actual, const char* wanted) {
    QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(wanted));
}

core::Error refusedToken() {
    core::Error error;
    error.kind = core::ErrorKind::SignInRefused;
    error.detail = "invalid access token";
    error.side = core::Side::Apigee;
    error.httpStatus = 401;
    return error;
}

core::Mapping companyMapping() {
    core::Mapping mapping;
    mapping.attributes.push_back({.attribute = "company", .field = "field_company", .maxLength = 5});
    return mapping;
}

} // namespace

class TextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyErrorHasCodeCauseAndRemedy();
    void errorLineHasTheDocumentedShape();
    void dataStatesAreSaid();
    void nothingWrittenIsSaidOnlyWhenItIsKnown();
    void stateOfRowFollowsItsError();
    void everyRowWordAndGlyph();
    void everyHeldReason();
    void heldValueNamesFieldValueAndLimit();
    void heldChangeSaysTheSameAsHeldRow();
    void everyLimit();
    void limitRemedyNamesTheNumber();
    void everyLogMessage();
    void logArgumentsAreNotExpandedAgain();
    void everyVerdict();
    void agreementIsNeverSaidWithOpenRows();
    void planSentence();
    void everyPhaseAndStory();
    void numbersAreGrouped();
    void quotedDataIsBounded();
};

void TextsTest::everyErrorHasCodeCauseAndRemedy() {
    std::set<std::string> codes;
    for (const auto kind : upTo(core::kLastErrorKind)) {
        for (const std::optional<core::Side> side :
             {std::optional<core::Side>{}, std::optional{core::Side::Apigee},
              std::optional{core::Side::Portal}}) {
            core::Error error;
            error.kind = kind;
            error.side = side;
            const auto text = texts::describe(error, {.kind = texts::DataState::Kind::NothingWritten});
            QVERIFY2(wellSaid(text.line()), text.line().c_str());
            QVERIFY2(text.cause.find(" The ") == std::string::npos, text.cause.c_str());
            QVERIFY(wellSaid(text.cause) && wellSaid(text.remedy) && text.cause.back() == '.');
            QCOMPARE(text.remedy.back(), '.');
            QCOMPARE(text.code, std::string(texts::errorCode(kind)));
        }
        const std::string code(texts::errorCode(kind));
        QVERIFY2(codes.insert(code).second, code.c_str());
        QVERIFY(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string::npos);
    }
    for (const auto because : upTo(core::HeldBecause::Operator)) {
        const std::string code(texts::heldCode(because));
        QVERIFY2(codes.insert(code).second, code.c_str());
    }
}

void TextsTest::errorLineHasTheDocumentedShape() {
    const auto text = texts::describe(refusedToken(), {.kind = texts::DataState::Kind::NothingWritten});
    expectText(text.line(),
               "[AUTH-401] Apigee refused the sign-in: invalid access token (HTTP 401). Nothing was "
               "written. Check `access_token` in [apigee] of the profile (tokens expire), then run "
               "again.");
    auto portal = refusedToken();
    portal.side = core::Side::Portal;
    QVERIFY(texts::describe(portal).remedy.find("[portal]") != std::string::npos);
    QCOMPARE(std::string(texts::errorCode(core::ErrorKind::PortalPush)), std::string("PORTAL-PUSH"));
    QCOMPARE(std::string(texts::errorCode(core::ErrorKind::ListingIncomplete)), std::string("LIST-001"));
}

void TextsTest::dataStatesAreSaid() {
    using Kind = texts::DataState::Kind;
    std::set<std::string> said;
    for (const auto kind : upTo(Kind::AccountHalf)) {
        const auto text = texts::describe(refusedToken(), {.kind = kind, .done = 61, .planned = 1095});
        QCOMPARE(text.state.empty(), kind == Kind::Unsaid);
        QVERIFY(said.insert(text.state).second);
        QVERIFY(wellSaid(text.message()));
    }
    const auto some = texts::dataStateOf(core::LedgerCounts{.planned = 1095, .done = 61});
    expectText(texts::describe(refusedToken(), some).state, "61 of 1,095 accounts were written as planned.");
    QVERIFY(texts::dataStateOf(core::LedgerCounts{.planned = 5}).kind == Kind::NothingWritten);
}

/// A write whose outcome is open may have been executed, and a failed row may be half done.
void TextsTest::nothingWrittenIsSaidOnlyWhenItIsKnown() {
    core::Ledger ledger(3);
    const auto stopped = [&ledger] {
        return texts::verdictSentence(
            {.kind = core::VerdictKind::Stopped, .cause = core::StopCause::Lost, .counts = ledger.counts()});
    };
    const auto state = [&ledger] {
        return texts::describe(refusedToken(), texts::dataStateOf(ledger.counts())).state;
    };
    expectText(state(), "Nothing was written.");
    ledger.set(0, core::RowState::Claimed);
    expectText(
        state(),
        "0 of 3 accounts were written as planned. 1 more are not settled yet: the next run finds out by "
        "reading, and finishes what was written in part.");
    expectText(stopped(), "Stopped: a side or the state was lost midway. 1 not settled yet, 2 not started.");
    ledger.set(0, core::RowState::Failed);
    expectText(state(), "0 of 3 accounts were written as planned.");
    expectText(stopped(), "Stopped: a side or the state was lost midway. 1 failed, 2 not started.");
}

void TextsTest::stateOfRowFollowsItsError() {
    using Kind = texts::DataState::Kind;
    core::StoredRow row;
    row.state = core::RowState::Failed;
    row.error = core::Error{.kind = core::ErrorKind::ValueRefused};
    QVERIFY(texts::dataStateOf(row).kind == Kind::AccountUntouched);
    row.error->kind = core::ErrorKind::VerifyMismatch;
    QVERIFY(texts::dataStateOf(row).kind == Kind::AccountWritten);
    row.error->kind = core::ErrorKind::OutcomeUnknown;
    QVERIFY(texts::dataStateOf(row).kind == Kind::AccountUnknown);
    row.step = core::RowStep::Second;
    QVERIFY(texts::dataStateOf(row).kind == Kind::AccountHalf);
}

void TextsTest::everyRowWordAndGlyph() {
    std::set<std::string> glyphs;
    for (const auto action : upTo(core::Action::Excluded)) {
        QVERIFY(wellSaid(texts::actionWord(action)));
        QVERIFY(glyphs.insert(std::string(texts::actionGlyph(action))).second);
    }
    glyphs.clear();
    for (const auto state : upTo(core::RowState::Cancelled)) {
        QVERIFY(wellSaid(texts::stateWord(state)));
        QVERIFY(glyphs.insert(std::string(texts::stateGlyph(state))).second);
    }
    for (const auto reason : upTo(core::Reason::NoEmail))
        QCOMPARE(wellSaid(texts::reasonText(reason)), reason != core::Reason::None);
    std::set<std::string> notes;
    for (int bit = 0; bit < 16; ++bit) {
        const auto flag = static_cast<core::RowFlag>(1U << bit);
        QVERIFY(wellSaid(texts::noteText(flag)));
        QVERIFY(notes.insert(std::string(texts::noteInDocuments(flag))).second);
    }
    QVERIFY(texts::noteInDocuments(core::RowFlag::UserNameDiffers) == "user_name differs, not synchronised");
    QCOMPARE(texts::notedFlags(0xffff).size(), std::size_t{12});
    QVERIFY(texts::notedFlags(0).empty());
}

void TextsTest::everyHeldReason() {
    for (const auto because : upTo(core::HeldBecause::Operator)) {
        const auto plain = texts::describeHeld({.because = because, .email = "ana@acme.com"});
        QVERIFY2(wellSaid(plain.cause) && wellSaid(plain.remedy), plain.cause.c_str());
    }
    const auto taken = texts::describeHeld(
        {.because = core::HeldBecause::UserNameTaken, .userName = "ana", .note = "ana_2"});
    QVERIFY(taken.cause.find("\"ana\"") != std::string::npos);
    QVERIFY(taken.remedy.find("\"ana_2\"") != std::string::npos);
    const auto renamed = texts::describeHeld(
        {.because = core::HeldBecause::Renamed, .email = "new@acme.com", .note = "old@acme.com"});
    QVERIFY(renamed.cause.find("old@acme.com") != std::string::npos);
    QVERIFY(renamed.remedy.find("baseline forget") != std::string::npos);
    expectText(texts::describeHeld({.because = core::HeldBecause::Renamed, .email = "new@acme.com"}).cause,
               "new@acme.com was probably renamed: the same account was known under another address.");
}

void TextsTest::heldValueNamesFieldValueAndLimit() {
    const auto mapping = companyMapping();
    const core::Value tooLong = core::Value::text("Acme Österreich");
    core::PlanRow row;
    row.action = core::Action::Held;
    row.heldBecause = core::HeldBecause::ValueDoesNotFit;
    row.winner = core::Winner::Apigee;
    row.detail = 1 + core::kFirstAttribute;
    core::RowDetails details;
    details.row = &row;
    details.fields.resize(mapping.fieldCount());
    details.fields[core::kFirstAttribute].apigee = tooLong;
    expectText(texts::describeHeld(texts::heldFactsOf(details, mapping, {})).cause,
               "company \"Acme Österreich\" does not fit the other side: at most 5 characters.");
    const core::Value two = core::Value::of({"a", "b"});
    details.fields[core::kFirstAttribute].apigee = two;
    expectText(texts::describeHeld(texts::heldFactsOf(details, mapping, {})).cause,
               "company \"a, b\" does not fit the other side: at most 1 value.");
    const core::Value broken = core::Value::undecodable("\"x");
    details.fields[core::kFirstAttribute].apigee = broken;
    QVERIFY(texts::heldFactsOf(details, mapping, {}).limit.find("decoded") != std::string::npos);
    row.winner = core::Winner::Portal;
    const core::Value unstorable = core::Value::undecodable("\"end\\\"");
    details.fields[core::kFirstAttribute].portal = unstorable;
    expectText(
        texts::describeHeld(texts::heldFactsOf(details, mapping, {})).cause,
        "company \"\"end\\\"\" does not fit the other side: an attribute does not carry it unchanged.");
    row.winner = core::Winner::Apigee;
    row.detail = 1 + core::kLastName;
    QVERIFY(texts::heldFactsOf(details, mapping, {}).limit.find("64") != std::string::npos);
}

void TextsTest::heldChangeSaysTheSameAsHeldRow() {
    const auto mapping = companyMapping();
    core::PlannedChange change;
    change.email = "ana@acme.com";
    change.heldBecause = core::HeldBecause::ValueDoesNotFit;
    change.winner = core::Winner::Portal;
    change.detail = 1 + core::kFirstAttribute;
    change.before.portal = core::Account();
    change.before.portal->fields = {{}, {}, core::Value::text("Acme Austria")};
    expectText(texts::describeHeld(texts::heldFactsOf(change, mapping)).cause,
               "company \"Acme Austria\" does not fit the other side: at most 5 characters.");
    change.detail = 99; // a mapping that has changed since: no field is named
    QVERIFY(texts::heldFactsOf(change, mapping).field.empty());
}

void TextsTest::everyLimit() {
    for (const auto kind : upTo(core::LimitKind::Conflicts))
        for (const auto side : core::kSides) {
            const std::string text =
                texts::limitText({.kind = kind, .side = side, .count = 1412, .allowed = 1100});
            QVERIFY2(wellSaid(text), text.c_str());
            QVERIFY(text.find("1,100") != std::string::npos);
        }
}

void TextsTest::limitRemedyNamesTheNumber() {
    const core::PlanCounts counts{.createPortalUser = 400, .updateDeveloper = 1000, .held = 9};
    const core::LimitExceeded updates{.kind = core::LimitKind::Updates, .count = 1000, .allowed = 100};
    const core::LimitExceeded empty{.kind = core::LimitKind::SideEmpty, .allowed = 100};
    QVERIFY(texts::limitRemedy({updates}, counts).find("--confirm=1400") != std::string::npos);
    QVERIFY(texts::limitRemedy({updates, empty}, counts).find("--confirm") == std::string::npos);
    QVERIFY(texts::limitRemedy({}, counts).empty());
    const core::Error liftable{.kind = core::ErrorKind::SafetyLimit};
    const core::Error absolute{.kind = core::ErrorKind::SafetyLimit, .side = core::Side::Portal};
    QVERIFY(texts::describe(liftable).remedy.find("--confirm") != std::string::npos);
    QVERIFY(texts::describe(absolute).remedy.find("--confirm") == std::string::npos);
}

void TextsTest::everyLogMessage() {
    for (const auto message : upTo(core::LogMessage::BaselineForgotten)) {
        core::LogEntry entry;
        entry.message = message;
        entry.side = core::Side::Portal;
        entry.account = "ana@acme.com";
        entry.args = {"3", "4", "5", "6"};
        entry.error = refusedToken();
        QVERIFY2(wellSaid(texts::logText(entry)), texts::logText(entry).c_str());
        entry.args.clear(); // a message without its arguments is still a line
        entry.error.reset();
        QVERIFY(!texts::logText(entry).empty());
        QVERIFY(texts::logText(entry).find('\n') == std::string::npos);
    }
    for (const auto level : upTo(core::LogLevel::Critical))
        QVERIFY(!texts::logLevelName(level).empty());
    core::LogEntry started;
    started.message = core::LogMessage::RowStarted;
    started.account = "ana@acme.com";
    started.args = {std::to_string(static_cast<int>(core::Action::UpdatePortalUser))};
    expectText(texts::logText(started), "ana@acme.com: update portal user, started");
}

void TextsTest::logArgumentsAreNotExpandedAgain() {
    core::LogEntry entry;
    entry.message = core::LogMessage::RunStarted;
    entry.args = {"%2", "acme"};
    expectText(texts::logText(entry), "Run %2 of profile acme started");
}

void TextsTest::everyVerdict() {
    for (const auto kind : upTo(core::VerdictKind::Interrupted))
        for (const auto cause : upTo(core::StopCause::BeforeWrite)) {
            texts::VerdictFacts facts{
                .kind = kind, .cause = cause, .counts = {.planned = 5, .done = 2, .notStarted = 3}};
            QVERIFY2(wellSaid(texts::verdictSentence(facts)), texts::verdictSentence(facts).c_str());
        }
    using core::VerdictKind;
    expectText(texts::verdictSentence({.kind = VerdictKind::Success, .accounts = 10209}),
               "Finished with success. Both sides agree (10,209 accounts).");
    expectText(texts::verdictSentence({.kind = VerdictKind::NothingToDo}),
               "Nothing to do. Both sides agree.");
    expectText(texts::verdictSentence(
                   {.kind = VerdictKind::WithWarnings, .counts = {.planned = 95, .done = 92, .held = 3}}),
               "Finished with warnings: 92 done, 3 held.");
    expectText(texts::verdictSentence({.kind = VerdictKind::Stopped,
                                       .cause = core::StopCause::Operator,
                                       .counts = {.planned = 9, .notStarted = 9}}),
               "Stopped: by the operator. Nothing was written.");
}

void TextsTest::agreementIsNeverSaidWithOpenRows() {
    for (const auto kind : upTo(core::VerdictKind::Interrupted)) {
        const bool agrees = kind == core::VerdictKind::Success || kind == core::VerdictKind::NothingToDo;
        const texts::VerdictFacts facts{.kind = kind, .counts = {.planned = 3, .failed = 2, .held = 1}};
        QCOMPARE(texts::verdictSentence(facts).find("agree") != std::string::npos, agrees);
        QCOMPARE(texts::verdictRemedy(facts).empty(), agrees);
    }
}

void TextsTest::planSentence() {
    const core::PlanCounts counts{.same = 9902,
                                  .createPortalUser = 18,
                                  .createDeveloper = 1,
                                  .updatePortalUser = 61,
                                  .updateDeveloper = 9,
                                  .held = 3};
    expectText(
        texts::planSentence(counts),
        "Developer synchronization will: create 18 portal users for Apigee developers not yet in the portal "
        "(random password); create 1 developer in Apigee for a portal user not yet there; update 61 portal "
        "users and 9 developers, newest side wins; hold 3; never delete.");
    expectText(texts::planSentence({.same = 10209}),
               "Both sides agree (10,209 accounts). Nothing will be written.");
    QCOMPARE(texts::planPoints({.updateDeveloper = 2}).size(), std::size_t{2});
    expectText(texts::planPoints({.updateDeveloper = 2}).front(), "update 2 developers, newest side wins");
}

void TextsTest::everyPhaseAndStory() {
    for (const auto phase : upTo(engine::Phase::Ended)) {
        engine::RunView view;
        view.phase = phase;
        QVERIFY(wellSaid(texts::phaseText(phase)) && wellSaid(texts::progressText(view)));
    }
    engine::RunView writing;
    writing.phase = engine::Phase::Executing;
    writing.counts = {.planned = 95, .done = 60, .failed = 1, .notStarted = 34};
    expectText(texts::progressText(writing), "Writing… 61 of 95");
    std::set<std::string> titles;
    for (const auto story : texts::kStories) {
        QVERIFY(wellSaid(texts::storyTitle(story)) && wellSaid(texts::storyText(story)));
        QVERIFY(titles.insert(texts::storyTitle(story)).second);
        QVERIFY(texts::storyNamed(texts::storyName(story)) == story);
    }
    QVERIFY(!texts::storyNamed("no such story"));
}

void TextsTest::numbersAreGrouped() {
    expectText(texts::number(std::uint64_t{0}), "0");
    expectText(texts::number(std::uint64_t{999}), "999");
    expectText(texts::number(std::uint64_t{1000}), "1,000");
    expectText(texts::number(std::uint64_t{1234567}), "1,234,567");
    expectText(texts::number(std::int64_t{-1100}), "−1,100");
}

void TextsTest::quotedDataIsBounded() {
    expectText(texts::quoted("a\x1b[31m\nb"), "a [31m b");
    const std::string quoted = texts::quoted(std::string(500, 'x'));
    QCOMPARE(quoted.size(), 80 + std::string("…").size());
}

QTEST_GUILESS_MAIN(TextsTest)
#include "texts_test.moc"
