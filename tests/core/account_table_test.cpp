// SPDX-License-Identifier: Apache-2.0
#include "sync/core/account_table.h"
#include "sync/core/email_key.h"

#include "tests/core/account_generators.h"

#include <QTest>

#include <rapidcheck.h>

using namespace devsync::core;

namespace {

Result<AccountTable::RowIndex> append(AccountTable& table, const Account& account) {
    return table.append(AccountViewHolder(account).view());
}

Account rowOf(const AccountTable& table, AccountTable::RowIndex row) {
    AccountScratch scratch;
    return Account(table.at(row, scratch));
}

std::vector<Account> rowsOf(const AccountTable& table) {
    std::vector<Account> rows;
    for (std::uint32_t row = 0; row < table.size(); ++row)
        rows.push_back(rowOf(table, row));
    return rows;
}

/// `size` bytes of text in the second field.
Account accountOf(const std::string& email, std::size_t size) {
    Account account;
    account.email = email;
    account.fields = {Value::absent(), size == 0 ? Value::empty() : Value::text(std::string(size, 'x'))};
    return account;
}

/// Lengths as they occur: 25 bytes of e-mail, a UUID, names, five attributes of 12 bytes.
Account realisticAccount(int number) {
    Account account;
    account.email =
        QString(QStringLiteral("person%1@example.org")).arg(number, 7, 10, QLatin1Char('0')).toStdString();
    account.userName = "person" + std::to_string(100'000 + number);
    account.id = "0b5d5a3c-8a3e-4f7e-9b1d-0123456789ab";
    account.changedRaw = 1'700'000'000'000 + number;
    account.fields = {Value::text("Abigail"), Value::text("Zollman")};
    for (int i = 0; i < 5; ++i)
        account.fields.push_back(Value::text("twelve bytes"));
    return account;
}

} // namespace

class AccountTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testing::useManyCases(); }

    void keepsEveryAccount() {
        QVERIFY(rc::check("what is appended is read back", [] {
            const auto accounts = *testing::accounts(8);
            AccountTable table(testing::kFieldCount);
            for (const Account& account : accounts)
                RC_ASSERT(append(table, account).has_value());
            RC_ASSERT(rowsOf(table) == accounts);
            for (std::uint32_t row = 0; row < table.size(); ++row) {
                std::string folded;
                RC_ASSERT(appendFolded(accounts[row].email, folded));
                RC_ASSERT(table.email(row) == accounts[row].email);
                RC_ASSERT(table.foldedEmail(row) == folded);
                RC_ASSERT(table.keyHash(row) == textHash(folded));
                RC_ASSERT(table.id(row) == accounts[row].id);
                RC_ASSERT(table.uid(row) == accounts[row].uid);
            }
        }));
    }

    void packedFieldsAreEqualExactlyWhenTheFieldsAre() {
        QVERIFY(rc::check("equal bytes are equal fields", [] {
            const Account a = *testing::account();
            const Account b = *testing::account();
            AccountTable left(testing::kFieldCount);
            AccountTable right(testing::kFieldCount);
            RC_ASSERT(append(left, a).has_value());
            RC_ASSERT(append(right, b).has_value());
            RC_ASSERT((left.packedFields(0) == right.packedFields(0)) == (a.fields == b.fields));
        }));
    }

    void rollBackRestores() {
        QVERIFY(rc::check("rows after the mark are gone, rows before it are untouched", [] {
            const auto kept = *testing::accounts(5);
            const auto dropped = *testing::accounts(5);
            const auto later = *testing::accounts(5);
            AccountTable table(testing::kFieldCount);
            for (const Account& account : kept)
                RC_ASSERT(append(table, account).has_value());
            const auto mark = table.mark();
            for (const Account& account : dropped)
                RC_ASSERT(append(table, account).has_value());
            table.rollBack(mark);
            RC_ASSERT(rowsOf(table) == kept);
            for (const Account& account : later)
                RC_ASSERT(append(table, account).has_value());
            auto expected = kept;
            expected.insert(expected.end(), later.begin(), later.end());
            RC_ASSERT(rowsOf(table) == expected);
        }));
    }

    /// Records of every size against the 1 MiB chunks: each is whole, and rolling back frees what was taken.
    void largeRecords() {
        const std::vector<std::size_t> sizes{0,       900'000, 500'000, (1 << 20) - 8,
                                             3 << 20, 1,       2 << 20, 600'000};
        AccountTable table(2);
        std::vector<std::size_t> memory;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            memory.push_back(table.memoryBytes());
            QVERIFY(append(table, accountOf(std::to_string(i) + "@x", sizes[i])));
        }
        for (std::uint32_t row = 0; row < table.size(); ++row)
            QVERIFY(rowOf(table, row) == accountOf(std::to_string(row) + "@x", sizes[row]));
        for (std::size_t i = sizes.size(); i-- > 0;) {
            table.rollBack(static_cast<std::uint32_t>(i));
            QCOMPARE(table.memoryBytes(), memory[i]);
            QVERIFY(append(table, accountOf("again@x", 10)));
            QVERIFY(rowOf(table, static_cast<std::uint32_t>(i)) == accountOf("again@x", 10));
            table.rollBack(static_cast<std::uint32_t>(i));
        }
        QCOMPARE(table.memoryBytes(), std::size_t{0});
    }

    void textsDoNotMove() {
        AccountTable table(2);
        QVERIFY(append(table, accountOf("first@x", 5)));
        const std::string_view before = table.email(0);
        for (int i = 0; i < 40'000; ++i)
            QVERIFY(append(table, accountOf(std::to_string(i) + "@x", 100)));
        QCOMPARE(static_cast<const void*>(table.email(0).data()), static_cast<const void*>(before.data()));
        QVERIFY(rowOf(table, 40'000) == accountOf("39999@x", 100));
    }

    void refusesWhatIsTooLarge() {
        AccountTable table(2);
        QVERIFY(append(table, accountOf("fits@x", (8 << 20) - 10))); // with 6 bytes of e-mail, 4 of length
        const auto refused = [&table](const Account& account, const char* word) {
            const auto row = append(table, account);
            return !row && row.error().kind == ErrorKind::AnswerTooLarge
                   && row.error().detail.find(word) != std::string::npos;
        };
        QVERIFY(refused(accountOf("bigger@x", (8 << 20) - 10), "8 MiB"));
        QVERIFY(refused(accountOf(std::string(AccountTable::kMaxNameBytes + 1, 'a'), 1), "e-mail"));
        Account account = accountOf("a@x", 1);
        account.userName.assign(AccountTable::kMaxNameBytes + 1, 'u');
        QVERIFY(refused(account, "user name"));
        account.userName.clear();
        account.id.assign(AccountTable::kMaxNameBytes + 1, 'i');
        QVERIFY(refused(account, "id"));
        QCOMPARE(table.size(), 1U);
    }

    void takesTheLongestNames() {
        std::string email; // U+023A folds from two bytes to three
        for (std::size_t i = 0; i < AccountTable::kMaxNameBytes / 2; ++i)
            email += "\xC8\xBA";
        Account account = accountOf(email, 7);
        account.userName.assign(AccountTable::kMaxNameBytes, 'u');
        account.id.assign(AccountTable::kMaxNameBytes, 'i');
        AccountTable table(2);
        QVERIFY(append(table, account));
        QVERIFY(rowOf(table, 0) == account);
        QCOMPARE(table.foldedEmail(0).size(), email.size() / 2 * 3);
    }

    void refusesAnInvalidEmail() {
        AccountTable table(2);
        const auto row = append(table, accountOf("\xC0\xAF@x", 1));
        QVERIFY(!row);
        QVERIFY(row.error().kind == ErrorKind::AnswerUnexpected);
        QCOMPARE(table.size(), 0U);
        QVERIFY(append(table, accountOf("", 1)));
        QCOMPARE(table.foldedEmail(0).size(), std::size_t{0});
    }

    void fitsTheMemoryBudget() {
        constexpr int kAccounts = 100'000;
        AccountTable table(7);
        for (int i = 0; i < kAccounts; ++i)
            QVERIFY(append(table, realisticAccount(i)));
        QVERIFY2(
            table.memoryBytes() <= std::size_t{260} * kAccounts,
            qPrintable(QStringLiteral("%1 bytes an account").arg(double(table.memoryBytes()) / kAccounts)));
    }
};

QTEST_APPLESS_MAIN(AccountTableTest)
#include "account_table_test.moc"
