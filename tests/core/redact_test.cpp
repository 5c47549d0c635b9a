// SPDX-License-Identifier: Apache-2.0
#include "sync/core/redact.h"

#include "tests/core/account_generators.h"

#include <QTest>

#include <rapidcheck.h>

using namespace devsync::core;

namespace {

constexpr const char* kSecret = "s3cr\xC3\xA9t/pass word+&";

QByteArray redacted(const QByteArray& text, std::string_view secret = kSecret) {
    Redactor redactor;
    redactor.add(secret);
    return QByteArray::fromStdString(redactor.redact(text.toStdString()));
}

} // namespace

class RedactTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testing::useManyCases(); }

    void masksEveryNotation_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray secret(kSecret);
        QTest::newRow("clear") << "key=" + secret + "." << QByteArray("key=[redacted].");
        QTest::newRow("twice") << secret + " " + secret << QByteArray("[redacted] [redacted]");
        QTest::newRow("percent") << "?p=" + secret.toPercentEncoding() + "&x=1"
                                 << QByteArray("?p=[redacted]&x=1");
        QTest::newRow("percent, lower case")
            << secret.toPercentEncoding().toLower() << QByteArray("[redacted]");
        QTest::newRow("percent, everything")
            << "a" + secret.toPercentEncoding({}, secret) << QByteArray("a[redacted]");
        QTest::newRow("percent, slash kept") << secret.toPercentEncoding("/&+") << QByteArray("[redacted]");
        QTest::newRow("form") << "p=" + secret.toPercentEncoding(" ").replace(' ', '+') + "&q"
                              << QByteArray("p=[redacted]&q");
        QTest::newRow("base64") << "Basic " + secret.toBase64() << QByteArray("Basic [redacted]");
        for (const char* user : {"u:", "us:", "use:"})
            QTest::addRow("base64 after %s", user)
                << "Authorization: Basic " + (user + secret).toBase64() + ", next"
                << QByteArray("Authorization: Basic [redacted], next");
        QTest::newRow("base64, followed")
            << "key=" + ("ab" + secret + "\n\n").toBase64() << QByteArray("key=[redacted]");
        QTest::newRow("base64url") << (secret + "\xFB\xFF").toBase64(QByteArray::Base64UrlEncoding)
                                   << QByteArray("[redacted]");
        QTest::newRow("JSON") << QByteArray("{'p':'s3cr\\u00e9t\\/pass word+\\u0026'}")
                              << QByteArray("{'p':'[redacted]'}");
        QTest::newRow("JSON in JSON")
            << QByteArray("{'p':'s3cr\\\\u00e9t\\\\\\/pass word+&'}") << QByteArray("{'p':'[redacted]'}");
        QTest::newRow("base64 in JSON")
            << "'" + ("??" + secret).toBase64().replace("/", "\\/") + "'" << QByteArray("'[redacted]'");
        QTest::newRow("other escapes")
            << QByteArray("C:\\new \\u12 \\ud83d\\ude00 \\") << QByteArray("C:\\new \\u12 \\ud83d\\ude00 \\");
        QTest::newRow("nothing") << QByteArray("100% of a+b, YWJj") << QByteArray("100% of a+b, YWJj");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void masksEveryNotation() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(redacted(text), expected);
    }

    void overlappingOccurrences() {
        QCOMPARE(redacted("xababay", "aba"), QByteArray("x[redacted]y"));
        Redactor redactor;
        redactor.add("abcd");
        redactor.add("cdef");
        QCOMPARE(redactor.redact("1abcdef2"), std::string("1[redacted]2"));
    }

    void shortAndEmptySecrets() {
        QCOMPARE(redacted("text", ""), QByteArray("text"));
        QCOMPARE(redacted("a pw b", "pw"), QByteArray("a [redacted] b"));
    }

    void linesOfALongSecret() {
        const std::string pem = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAb3=\n-----END KEY-----\n";
        QCOMPARE(redacted("line MIIEvQIBADANBgkqhkiG9w0B in it", pem), QByteArray("line [redacted] in it"));
        QCOMPARE(redacted("Ab3=", pem), QByteArray("Ab3="));
    }

    /// Whatever surrounds it, the secret is gone and the rest stands.
    void nothingGetsThrough() {
        QVERIFY(rc::check("no notation of a secret survives", [] {
            const auto byte = rc::gen::inRange<int>(1, 256);
            const auto bytes = [&](int least) {
                auto list = *rc::gen::container<std::vector<int>>(byte);
                while (static_cast<int>(list.size()) < least)
                    list.push_back(*byte);
                QByteArray text;
                for (const int b : list)
                    text += static_cast<char>(b);
                return text;
            };
            const QByteArray secret = bytes(6);
            const QByteArray before = bytes(0);
            const QByteArray after = bytes(0);
            const auto gone = [&](const QByteArray& text, const QByteArray& needle) {
                return !redacted(text, secret.toStdString()).contains(needle);
            };
            RC_ASSERT(gone(before + secret + after, secret) || QByteArray("[redacted]").contains(secret));
            RC_ASSERT(gone("#" + secret.toPercentEncoding() + "#", "#" + secret.toPercentEncoding() + "#"));
            const QByteArray encoded = (before + secret + after).toBase64();
            RC_ASSERT(redacted(encoded, secret.toStdString()) == "[redacted]");
        }));
    }
};

QTEST_APPLESS_MAIN(RedactTest)
#include "redact_test.moc"
