// SPDX-License-Identifier: Apache-2.0
#include "sync/core/email_key.h"

#include "tests/core/account_generators.h"

#include <QTest>

#include <rapidcheck.h>

using namespace devsync::core;

namespace {

std::string folded(std::string_view text) {
    std::string out;
    return appendFolded(text, out) ? out : "(invalid)";
}

} // namespace

class EmailKeyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testing::useManyCases(); }

    void foldsAsThePortalDoes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
        };
        row("ascii", "Ann.O'Neil+x@Example.COM", "ann.o'neil+x@example.com");
        row("already folded", "ann@example.com", "ann@example.com");
        row("around the letters", "@[`{", "@[`{");
        row("dotted capital i", "\xC4\xB0@x", "i\xCC\x87@x");
        row("capital i without dot stays latin", "I@x", "i@x");
        row("dotless i", "\xC4\xB1@x", "\xC4\xB1@x");
        row("sigma, not final", "\xCE\x91\xCE\xA3", "\xCE\xB1\xCF\x83");
        row("sharp s", "\xE1\xBA\x9E@x", "\xC3\x9F@x");
        row("small sharp s", "\xC3\x9F@x", "\xC3\x9F@x");
        row("combining diaeresis is not composed", "A\xCC\x88@x", "a\xCC\x88@x");
        row("composed", "\xC3\x84@x", "\xC3\xA4@x");
        row("grows: U+023A", "\xC8\xBA@x", "\xE2\xB1\xA5@x");
        row("shrinks: Kelvin sign", "\xE2\x84\xAA@x", "k@x");
        row("four bytes: Deseret", "\xF0\x90\x90\x80@x", "\xF0\x90\x90\xA8@x");
        row("emoji", "\xF0\x9F\x98\x80@X", "\xF0\x9F\x98\x80@x");
        row("greatest code point", "\xF4\x8F\xBF\xBFZ", "\xF4\x8F\xBF\xBFz");
        row("titlecase digraph", "\xC7\x85", "\xC7\x86");
    }
    void foldsAsThePortalDoes() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const std::string spelling = text.toStdString();
        QCOMPARE(QByteArray::fromStdString(folded(spelling)), expected);
        QCOMPARE(hasUpperCase(spelling), text != expected);
        QCOMPARE(QByteArray::fromStdString(EmailKey::from(spelling)->text()), expected);
    }

    void refusesInvalidUtf8_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const char* text) { QTest::newRow(name) << QByteArray(text); };
        row("lone continuation", "a\x80");
        row("lead without continuation", "a\xC3");
        row("lead before ascii", "\xC3(");
        row("three bytes cut", "\xE2\x82");
        row("four bytes cut", "\xF0\x9F\x98");
        row("overlong two bytes", "\xC1\x81");
        row("overlong slash", "\xC0\xAF");
        row("overlong three bytes", "\xE0\x9F\xBF");
        row("overlong four bytes", "\xF0\x8F\xBF\xBF");
        row("high surrogate", "\xED\xA0\x80");
        row("low surrogate", "\xED\xBF\xBF");
        row("over U+10FFFF", "\xF4\x90\x80\x80");
        row("five-byte lead", "\xF8\x88\x80\x80\x80");
        row("byte FE", "\xFE");
        row("Latin-1", "J\xFCrgen@x");
    }
    void refusesInvalidUtf8() {
        QFETCH(QByteArray, text);
        std::string out = "kept";
        QVERIFY(!appendFolded(text.toStdString(), out));
        QCOMPARE(out, std::string("kept"));
        QVERIFY(!hasUpperCase(text.toStdString()));
        const auto key = EmailKey::from(text.toStdString());
        QVERIFY(!key);
        QVERIFY(key.error().kind == ErrorKind::AnswerUnexpected);
    }

    void refusesAnEmptyText() {
        QVERIFY(EmailKey::from("").error().kind == ErrorKind::AnswerUnexpected);
        QVERIFY(!hasUpperCase(""));
    }

    void ordersByBytes() {
        const auto key = [](const char* text) { return *EmailKey::from(text); };
        QVERIFY(key("a@x") < key("B@x"));
        QVERIFY(key("A@x") == key("a@X"));
        QVERIFY(key("z@x") < key("\xC3\xA4@x"));
    }

    /// Folding a folded text changes nothing, so keys of keys are keys.
    void foldingIsIdempotent() {
        QVERIFY(rc::check("folding is idempotent", [] {
            const auto points =
                *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange(1U, 0x110000U));
            std::string text;
            for (const std::uint32_t point : points) {
                if (!QChar::isSurrogate(point))
                    text += QStringView(QChar::fromUcs4(point)).toUtf8().toStdString();
            }
            const std::string once = folded(text);
            RC_ASSERT(once != "(invalid)");
            RC_ASSERT(folded(once) == once);
        }));
    }

    /// Folding goes letter by letter: no context rule such as the final sigma.
    void foldingIsPerCodePoint() {
        QVERIFY(rc::check("folding a joined text joins the folded texts", [] {
            const std::string a = *testing::email();
            const std::string b = *rc::gen::element<std::string>("\xCE\xA3", "\xC4\xB0", "Q", "\xE1\xBA\x9E");
            RC_ASSERT(folded(a + b) == folded(a) + folded(b));
        }));
    }
};

QTEST_APPLESS_MAIN(EmailKeyTest)
#include "email_key_test.moc"
