// SPDX-License-Identifier: Apache-2.0
#include "sync/net/os_random.h"
#include "sync/net/system_clock.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>
#include <set>
#include <string>

using namespace devsync;

class OsSourcesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clockIsOrdinaryTime();
    void randomDiffers();
    void passwordsAreStrongAndDiffer();
};

void OsSourcesTest::clockIsOrdinaryTime() {
    const auto before = QDateTime::currentMSecsSinceEpoch();
    const core::Now first = net::systemNow();
    const core::Now second = net::systemNow();
    QVERIFY(second.mono >= first.mono);
    QVERIFY(first.mono.count() > 0);
    QVERIFY(first.wall.count() >= before && first.wall.count() - before < 60000);
}

void OsSourcesTest::randomDiffers() {
    const auto a = net::osRandom();
    const auto b = net::osRandom();
    QVERIFY(a.has_value() && b.has_value());
    QVERIFY(*a != *b);
    QVERIFY(std::ranges::count(*a, 0) < 16);
}

void OsSourcesTest::passwordsAreStrongAndDiffer() {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto password = net::generatePassword();
        QVERIFY(password.has_value());
        const std::string text(password->reveal());
        QVERIFY(text.size() >= 43);
        for (const char c : text)
            QVERIFY(std::isgraph(static_cast<unsigned char>(c)) && c != '"' && c != '\\');
        QVERIFY(seen.insert(text).second);
    }
}

QTEST_GUILESS_MAIN(OsSourcesTest)
#include "os_sources_test.moc"
