// SPDX-License-Identifier: Apache-2.0
// User names the portal accepts (sync-rules 4), against what a Drupal 10.3 answered.
#include "sync/core/user_name.h"

#include <QTest>

#include <set>

using namespace devsync::core;

class UserNameTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void legal_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("legal");
        QTest::newRow("letters and digits") << "ana17" << true;
        QTest::newRow("signs") << "a.b-c_d'e@f+g" << true;
        QTest::newRow("one space") << "Ana Souza" << true;
        QTest::newRow("other scripts") << QString::fromUtf8("Αλίκη 李") << true;
        QTest::newRow("emoji") << QString::fromUtf8("ana😀") << true;
        QTest::newRow("60 characters") << QString(60, QChar(0xE4)) << true;
        QTest::newRow("61 characters") << QString(61, QLatin1Char('x')) << false;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("leading space") << " ana" << false;
        QTest::newRow("trailing space") << "ana " << false;
        QTest::newRow("two spaces") << "ana  souza" << false;
        for (const char c : std::string("/\\#<>\",!%&:;*=~{}|()$?^`[]\t\n"))
            QTest::newRow(qPrintable(QStringLiteral("refused: %1").arg(static_cast<int>(c))))
                << QStringLiteral("a%1b").arg(QLatin1Char(c)) << false;
        QTest::newRow("no-break space") << QStringLiteral("a\u00A0b") << false;
        QTest::newRow("zero width space") << QStringLiteral("a\u200Bb") << false;
        QTest::newRow("byte order mark") << QStringLiteral("a\uFEFFb") << false;
    }
    void legal() {
        QFETCH(QString, name);
        QFETCH(bool, legal);
        QCOMPARE(isLegalUserName(name.toStdString()), legal);
    }

    void invalidUtf8IsIllegal() { QVERIFY(!isLegalUserName("a\xff")); }

    void proposals_data() {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("proposed");
        QTest::newRow("legal stays") << "ana"
                                     << "ana";
        QTest::newRow("illegal characters divide words") << "Souza, Ana"
                                                         << "Souza Ana";
        QTest::newRow("spaces outside go") << "  ana/"
                                           << "ana";
        QTest::newRow("cut to 60") << QString(70, QLatin1Char('x')) << QString(60, QLatin1Char('x'));
        QTest::newRow("a cut leaves no space")
            << QString(59, QLatin1Char('x')) + QLatin1String(" yz") << QString(59, QLatin1Char('x'));
        QTest::newRow("nothing left: the address") << "///"
                                                   << "ana.souza";
        QTest::newRow("empty: the address") << ""
                                            << "ana.souza";
    }
    void proposals() {
        QFETCH(QString, wanted);
        QFETCH(QString, proposed);
        const std::string name = legalUserName(wanted.toStdString(), "ana.souza@acme.com");
        QCOMPARE(QString::fromStdString(name), proposed);
        QVERIFY(isLegalUserName(name));
    }

    void anAddressWithoutLegalCharacters() {
        QCOMPARE(legalUserName("", "!!@acme.com"), std::string("user"));
    }

    void theFirstFreeNumber() {
        const std::set<std::string, std::less<>> taken{"ana", "ana-2"};
        const auto isTaken = [&taken](std::string_view name) { return taken.contains(name); };
        std::uint64_t number = 1;
        QCOMPARE(freeUserName("ana", isTaken, number), std::string("ana-3"));
        QCOMPARE(number, std::uint64_t{3});
        number = 1;
        QCOMPARE(freeUserName("bob", isTaken, number), std::string("bob"));
    }

    void aNumberedNameIsLegalToo() {
        const std::string full(60, 'x');
        const auto isTaken = [&full](std::string_view name) { return name == full; };
        std::uint64_t number = 1;
        const std::string name = freeUserName(full, isTaken, number);
        QVERIFY(isLegalUserName(name));
        QVERIFY(name.ends_with("x-2"));
    }
};

QTEST_APPLESS_MAIN(UserNameTest)
#include "user_name_test.moc"
