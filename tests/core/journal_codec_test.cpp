// SPDX-License-Identifier: Apache-2.0
// What a store reads back must be what was written, and bytes that were damaged must never become a plan.
#include "sync/core/journal_codec.h"

#include "sync/core/account_table.h"

#include <QTest>
#include <rapidcheck.h>
#include <vector>

using namespace devsync::core;

namespace {

Account account(const std::string& email) {
    Account account;
    account.email = email;
    account.userName = "ana";
    account.id = "id-1";
    account.uid = 4'000'000'000;
    account.status = Status::Inactive;
    account.changedRaw = -3;
    account.fields = {Value::text("Ana"),
                      Value::absent(),
                      Value::empty(),
                      Value::of({"a", "", "c"}),
                      Value::undecodable("[\"x"),
                      Value::duplicate(Value::of({"1", "2"}).view())};
    account.unmanagedCount = 65'535;
    account.unmanagedFingerprint = 0xFFFF'FFFF'FFFF'FFFF;
    return account;
}

PlannedChange change(const std::string& email) {
    return {.row = 0xFFFF'FFFE,
            .email = email,
            .changeId = 0xF123'4567'89AB'CDEF,
            .action = Action::Excluded,
            .reason = Reason::NoEmail,
            .heldBecause = HeldBecause::Operator,
            .winner = Winner::Portal,
            .flags = 0xFFFF,
            .detail = 0xFFFE,
            .writeApigee = FieldMask(0x8000'0001),
            .writePortal = FieldMask(2),
            .before = {std::nullopt, account(email)},
            .result = {Value::text("x"), Value::absent()},
            .userName = "name",
            .createStatus = Status::Inactive,
            .editedAt = {-1, 1'700'000'000},
            .note = "note",
            .twinsFingerprint = 0xFEDC'BA98};
}

Error fullError() {
    return {.kind = ErrorKind::Internal,
            .detail = "cause",
            .where = "operation",
            .side = Side::Portal,
            .httpStatus = 503,
            .retryAfter = Millis(1500),
            .requestId = "req-1"};
}

BaselineRow baselineRow() {
    return {.email = "ana@example.com",
            .entry = {.keyHash = 0xFFFF'FFFF'FFFF'FFFE,
                      .sides = {{.idHash = 1, .copiedFields = 2, .changedRaw = -3, .editedAt = 0xFFFF'FFFF},
                                {.idHash = 5, .copiedFields = 6, .changedRaw = 7, .editedAt = 8}},
                      .winner = Winner::Portal},
            .ids = {"developer", "uuid"},
            .uid = 9,
            .values = {{Value::text("a")}, {Value::absent(), Value::of({"b", "c"})}}};
}

/// Whether any record type accepts the bytes; it must not crash on any of them.
bool anyoneAccepts(std::string_view bytes) {
    const bool asChange = unpackPlannedChange(bytes).has_value();
    const bool asError = unpackError(bytes).has_value();
    const bool asBaseline = unpackBaselineRow(bytes).has_value();
    return asChange || asError || asBaseline;
}

} // namespace

class JournalCodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "max_success=10000");
    }

    void aPlannedChangeComesBack() {
        const PlannedChange written = change("\xC3\xA9@example.com");
        const auto read = unpackPlannedChange(pack(written));
        QVERIFY(read.has_value());
        QVERIFY(*read == written);
        QVERIFY(*unpackPlannedChange(pack(PlannedChange{})) == PlannedChange{});
    }

    void anErrorComesBack() {
        QVERIFY(*unpackError(pack(fullError())) == fullError());
        QVERIFY(*unpackError(pack(Error{})) == Error{});
    }

    void aBaselineRowComesBack() {
        const BaselineRow written = baselineRow();
        const auto read = unpackBaselineRow(pack(written));
        QVERIFY(read.has_value());
        QVERIFY(pack(*read) == pack(written));
        QVERIFY(read->values.portal == written.values.portal);
        QCOMPARE(read->entry.sides.apigee.editedAt, 0xFFFF'FFFFu);
    }

    void everyPrefixAndEveryLongerRecordIsRefused() {
        for (const std::string& record : {pack(change("a@b.c")), pack(fullError()), pack(baselineRow())}) {
            for (std::size_t size = 0; size < record.size(); ++size) {
                QVERIFY(!anyoneAccepts(std::string_view(record).substr(0, size)));
            }
            QVERIFY(!anyoneAccepts(record + '\0'));
        }
    }

    void anotherFormatIsRefused() {
        std::string record = pack(fullError());
        record[0] = 2;
        const auto read = unpackError(record);
        QVERIFY(!read.has_value());
        QVERIFY(read.error().kind == ErrorKind::StoreDamaged);
    }

    void anUnknownEnumeratorIsRefused() {
        std::string record = pack(Error{});
        record[1] = static_cast<char>(static_cast<int>(kLastErrorKind) + 1);
        QVERIFY(!unpackError(record).has_value());
    }

    void aValueWithBrokenItemsIsRefused() {
        PlannedChange broken = change("a@b.c");
        broken.result = {Value(ValueView{ValueState::Present, "\x05\x00"})};
        QVERIFY(!unpackPlannedChange(pack(broken)).has_value());
    }

    /// What a listing may hold must not be stored so that no later run can read it.
    void theLargestAccountsAreReadBack() {
        Account largest = account("a@b.c");
        largest.fields = {Value::text(std::string(AccountTable::kMaxRecordBytes / 2 - 100, 'x')),
                          Value::text(std::string(AccountTable::kMaxRecordBytes / 2 - 100, 'y'))};
        PlannedChange row = change("a@b.c");
        row.before = {largest, largest};
        row.result = largest.fields;
        const auto read = unpackPlannedChange(pack(row));
        QVERIFY(read.has_value() && *read == row);
        BaselineRow known{.email = "a@b.c"};
        known.values = {largest.fields, largest.fields};
        QVERIFY(unpackBaselineRow(pack(known)).has_value());
    }

    void damagedBytesNeverCrash() {
        const std::string record = pack(change("a@b.c"));
        QVERIFY(rc::check("any change of bytes is refused or gives a valid record", [&] {
            std::string damaged = record;
            const auto hits = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(
                rc::gen::inRange<std::size_t>(0, record.size())));
            for (const std::size_t at : hits) {
                damaged[at] = static_cast<char>(*rc::gen::inRange(0, 256));
            }
            if (const auto read = unpackPlannedChange(damaged)) {
                RC_ASSERT(*unpackPlannedChange(pack(*read)) == *read);
                for (const Value& value : read->result) {
                    value.view().items();
                }
            }
        }));
    }
};

QTEST_GUILESS_MAIN(JournalCodecTest)
#include "journal_codec_test.moc"
