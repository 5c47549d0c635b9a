// SPDX-License-Identifier: Apache-2.0
// The ledger closes at every moment (I11); verdict and exit code come from it alone (sync-rules 10).
#include "sync/core/ledger.h"

#include <QTest>

using namespace devsync::core;

namespace {

constexpr LedgerCounts kNone{};
constexpr LedgerCounts kDone{.planned = 3, .done = 3};
constexpr LedgerCounts kFailed{.planned = 3, .done = 1, .failed = 1, .held = 1};
constexpr LedgerCounts kHeld{.planned = 3, .done = 2, .held = 1};
constexpr LedgerCounts kStale{.planned = 3, .done = 2, .stale = 1};
constexpr LedgerCounts kOpen{.planned = 3, .done = 1, .failed = 1, .notStarted = 1};
constexpr LedgerCounts kUntouched{.planned = 3, .notStarted = 3};

struct Row {
    const char* name;
    VerdictInputs inputs;
    Verdict verdict;
};

const Row kRows[] = {
    {"every planned row done", {kDone}, {VerdictKind::Success, 0}},
    {"nothing planned", {kNone}, {VerdictKind::NothingToDo, 0}},
    {"held left", {kHeld}, {VerdictKind::WithWarnings, 4}},
    {"stale left", {kStale}, {VerdictKind::WithWarnings, 4}},
    {"a failed row beats warnings", {kFailed}, {VerdictKind::WithFailures, 3}},
    {"limit", {kUntouched, StopCause::Limit}, {VerdictKind::SafetyLimit, 6}},
    {"SIGINT", {kOpen, StopCause::Operator}, {VerdictKind::Stopped, 130}},
    {"SIGTERM", {kOpen, StopCause::Terminated}, {VerdictKind::Stopped, 143}},
    {"SIGINT while listing", {kNone, StopCause::Operator}, {VerdictKind::Stopped, 130}},
    {"SIGTERM after the last row", {kDone, StopCause::Terminated}, {VerdictKind::Success, 0}},
    {"credentials lost midway", {kOpen, StopCause::Credentials}, {VerdictKind::Stopped, 12}},
    {"store, lease or side lost midway", {kOpen, StopCause::Lost}, {VerdictKind::Stopped, 5}},
    {"rows without an end and without a cause", {kOpen}, {VerdictKind::Interrupted, 1}},
    {"failed: no network",
     {kNone, StopCause::BeforeWrite, ErrorKind::NetworkRefused},
     {VerdictKind::Failed, 5}},
    {"failed: credentials",
     {kNone, StopCause::BeforeWrite, ErrorKind::SignInRefused},
     {VerdictKind::Failed, 12}},
    {"failed: incomplete listing",
     {kNone, StopCause::BeforeWrite, ErrorKind::ListingIncomplete},
     {VerdictKind::Failed, 1}},
    {"failed: unknown cause", {kNone, StopCause::BeforeWrite}, {VerdictKind::Failed, 1}},
    {"another run executes", {kNone, StopCause::BeforeWrite, std::nullopt, true}, {VerdictKind::Failed, 11}},
};

} // namespace

class LedgerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void closesAtEveryMoment() {
        Ledger ledger(4);
        const auto closes = [&ledger] {
            const LedgerCounts c = ledger.counts();
            return c.planned == c.done + c.failed + c.stale + c.held + c.cancelled + c.notStarted;
        };
        const std::pair<std::uint32_t, RowState> steps[] = {
            {0, RowState::Claimed}, {1, RowState::Held},  {0, RowState::Done},      {2, RowState::Claimed},
            {2, RowState::Failed},  {3, RowState::Stale}, {3, RowState::Cancelled},
        };
        for (const auto& [row, state] : steps) {
            ledger.set(row, state);
            QCOMPARE(ledger.state(row), state);
            QVERIFY(closes());
        }
        const LedgerCounts expected{.planned = 4, .done = 1, .failed = 1, .held = 1, .cancelled = 1};
        QCOMPARE(ledger.counts(), expected);
    }

    void aClaimedRowIsNotStarted() {
        Ledger ledger(2);
        ledger.set(1, RowState::Claimed);
        const LedgerCounts expected{.planned = 2, .notStarted = 2, .unsettled = 1};
        QCOMPARE(ledger.counts(), expected);
    }

    void errorsStandBesideTheStates() {
        Ledger ledger(2);
        QVERIFY(ledger.error(1) == nullptr);
        ledger.setError(1, Error{.kind = ErrorKind::ServerFault});
        ledger.setError(1, Error{.kind = ErrorKind::VerifyMismatch});
        QVERIFY(ledger.error(0) == nullptr);
        QCOMPARE(ledger.error(1)->kind, ErrorKind::VerifyMismatch);
    }

    void verdict_data() {
        QTest::addColumn<int>("number");
        int number = 0;
        for (const Row& row : kRows)
            QTest::newRow(row.name) << number++;
    }
    void verdict() {
        QFETCH(int, number);
        const Row& row = kRows[number];
        const Verdict got = judge(row.inputs);
        QCOMPARE(verdictName(got.kind), verdictName(row.verdict.kind));
        QCOMPARE(got.exitCode, row.verdict.exitCode);
    }

    void exitCodes_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, ErrorKind kind, int code) {
            QTest::newRow(name) << static_cast<int>(kind) << code;
        };
        row("time-out", ErrorKind::NetworkTimeout, 5);
        row("maintenance", ErrorKind::Maintenance, 5);
        row("busy", ErrorKind::StoreBusy, 5);
        row("certificate", ErrorKind::NetworkTls, 1);
        row("organisation", ErrorKind::OrganizationMissing, 1);
        row("limit", ErrorKind::SafetyLimit, 6);
        row("approval", ErrorKind::ApprovalNeeded, 6);
        row("plan stale as a whole", ErrorKind::Stale, 7);
        row("profile", ErrorKind::ProfileInvalid, 10);
        row("foreign state", ErrorKind::StoreForeign, 10);
        row("not in this version", ErrorKind::NotInThisVersion, 10);
        row("lease", ErrorKind::LeaseTaken, 11);
        row("permission", ErrorKind::PermissionDenied, 12);
        row("mail hidden", ErrorKind::MailHidden, 12);
        row("usage", ErrorKind::Usage, 64);
        row("internal", ErrorKind::Internal, 1);
    }
    void exitCodes() {
        QFETCH(int, kind);
        QFETCH(int, code);
        QCOMPARE(exitCodeOf(static_cast<ErrorKind>(kind)), code);
    }

    void namesAreThoseOfTheDocuments() {
        QCOMPARE(verdictName(VerdictKind::Success), std::string_view("success"));
        QCOMPARE(verdictName(VerdictKind::NothingToDo), std::string_view("nothing-to-do"));
        QCOMPARE(verdictName(VerdictKind::WithWarnings), std::string_view("with-warnings"));
        QCOMPARE(verdictName(VerdictKind::WithFailures), std::string_view("with-failures"));
        QCOMPARE(verdictName(VerdictKind::SafetyLimit), std::string_view("safety-limit"));
        QCOMPARE(verdictName(VerdictKind::Stopped), std::string_view("stopped"));
        QCOMPARE(verdictName(VerdictKind::Failed), std::string_view("failed"));
        QCOMPARE(verdictName(VerdictKind::Interrupted), std::string_view("interrupted"));
    }
};

QTEST_APPLESS_MAIN(LedgerTest)
#include "ledger_test.moc"
