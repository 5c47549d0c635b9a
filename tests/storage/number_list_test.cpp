// SPDX-License-Identifier: Apache-2.0
#include "sync/storage/number_list.h"

#include <QTest>

using namespace devsync::storage;
using Numbers = std::vector<std::uint64_t>;

class NumberListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersComeBack() {
        const Numbers numbers{0, 18'446'744'073'709'551'615u, 7};
        QCOMPARE(joinNumbers(numbers), std::string("0 18446744073709551615 7"));
        QVERIFY(splitNumbers(joinNumbers(numbers), 3) == numbers);
    }

    void aShorterListIsFilledAndALongerOneKept() {
        QVERIFY(splitNumbers("1 2", 4) == (Numbers{1, 2, 0, 0}));
        QVERIFY(splitNumbers("1 2 3", 2) == (Numbers{1, 2, 3}));
        QVERIFY(splitNumbers("", 1) == (Numbers{0}));
    }

    void anythingElseIsRefused() {
        for (const char* text : {"x", "1 x", "-1", "1,2", "1  2", " 1", "18446744073709551616"}) {
            QVERIFY2(!splitNumbers(text, 1), text);
        }
    }
};

QTEST_GUILESS_MAIN(NumberListTest)
#include "number_list_test.moc"
