// SPDX-License-Identifier: Apache-2.0
// The baseline comes back as saved, and no older reading replaces it (sync-rules 7).
#include "tests/storage/store_fixture.h"

#include <QTest>
#include <algorithm>
#include <memory>

using namespace devsync;
using namespace devsync::testing;

class BaselineContractTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;
    std::uint64_t m_epoch = 0;

    void save(std::vector<core::BaselineRow> rows) {
        QVERIFY(!m_fixture->errorOf({core::SaveBaseline{m_epoch, std::move(rows)}}));
    }
    std::vector<core::BaselineEntry> entries() {
        auto loaded = m_fixture->ask<core::BaselineEntries>(core::LoadBaseline{}).entries;
        std::sort(loaded.begin(), loaded.end(),
                  [](const auto& a, const auto& b) { return a.keyHash < b.keyHash; });
        return loaded;
    }
    std::vector<core::BaselineRow> values(std::vector<std::string> emails) {
        return m_fixture->ask<core::BaselineRows>(core::LoadBaselineValues{std::move(emails)}).rows;
    }

private Q_SLOTS:
    void initTestCase_data() { StoreFixture::addBackends(); }

    void init() {
        QFETCH_GLOBAL(QString, backend);
        m_fixture = std::make_unique<StoreFixture>(backend);
        m_epoch = m_fixture->takeLease();
    }

    void cleanup() { m_fixture.reset(); }

    void emptyAtFirst() {
        QVERIFY(entries().empty());
        QVERIFY(values({"a@example.com"}).empty());
    }

    void areListedInOrder() {
        save({baselineRow("c@x.y", 1, 1), baselineRow("a@x.y", 1, 1), baselineRow("b@x.y", 1, 1)});
        const auto listed = [&](const std::string& after, std::uint32_t limit) {
            std::string text;
            for (const core::BaselineRow& row :
                 m_fixture->ask<core::BaselineRows>(core::ListBaseline{after, limit}).rows)
                text += row.email.substr(0, 1);
            return text;
        };
        QCOMPARE(listed("", 10), std::string("abc"));
        QCOMPARE(listed("", 2), std::string("ab"));
        QCOMPARE(listed("b@x.y", 2), std::string("c"));
        QCOMPARE(listed("c@x.y", 2), std::string());
    }

    void areForgotten() {
        save({baselineRow("c@x.y", 1, 1), baselineRow("a@x.y", 1, 1), baselineRow("b@x.y", 1, 1)});
        const auto forget = [&](std::vector<std::string> emails) {
            return m_fixture->ask<core::Forgotten>(core::ForgetBaseline{m_epoch, std::move(emails)}).rows;
        };
        QCOMPARE(forget({"b@x.y", "nobody@x.y"}), 1U);
        m_fixture->reopen();
        QCOMPARE(entries().size(), std::size_t{2});
        QVERIFY(values({"b@x.y"}).empty());
        QCOMPARE(forget({}), 2U);
        QVERIFY(entries().empty());
        QVERIFY(values({"a@x.y"}).empty());
        save({baselineRow("a@x.y", 1, 1)}); // an older reading than the forgotten one is as good as any
        QCOMPARE(entries().size(), std::size_t{1});
        QVERIFY(m_fixture->errorOf({core::ForgetBaseline{m_epoch + 1, {}}}) == core::ErrorKind::LeaseLost);
        QCOMPARE(entries().size(), std::size_t{1});
    }

    void rowsComeBackAsSaved() {
        std::vector<core::BaselineRow> rows;
        for (int i = 0; i < 300; ++i) {
            rows.push_back(baselineRow("person" + std::to_string(i) + "@ex\xC3\xA4mple.com", 1000 + i, i));
        }
        save(rows);
        m_fixture->reopen();
        const auto loaded = entries();
        QCOMPARE(loaded.size(), rows.size());
        for (const core::BaselineRow& row : rows) {
            const auto found = std::find_if(loaded.begin(), loaded.end(), [&](const auto& entry) {
                return entry.keyHash == row.entry.keyHash;
            });
            QVERIFY(found != loaded.end() && same(*found, row.entry));
        }
        const auto read = values({rows[7].email, "unknown@example.com", rows[3].email});
        QCOMPARE(read.size(), std::size_t{2});
        QVERIFY(same(read[0], rows[7]));
        QVERIFY(same(read[1], rows[3]));
    }

    void aReadingIsReplacedByOneAsNewOrNewer_data() {
        QTest::addColumn<qint64>("apigeeRaw");
        QTest::addColumn<qint64>("portalRaw");
        QTest::addColumn<bool>("replaces");
        QTest::newRow("both equal") << qint64{100} << qint64{50} << true;
        QTest::newRow("both newer") << qint64{101} << qint64{51} << true;
        QTest::newRow("one newer") << qint64{100} << qint64{51} << true;
        QTest::newRow("apigee older") << qint64{99} << qint64{60} << false;
        QTest::newRow("portal older") << qint64{200} << qint64{49} << false;
        QTest::newRow("both older") << qint64{1} << qint64{1} << false;
    }

    void aReadingIsReplacedByOneAsNewOrNewer() {
        QFETCH(qint64, apigeeRaw);
        QFETCH(qint64, portalRaw);
        QFETCH(bool, replaces);
        const core::BaselineRow kept = baselineRow("a@example.com", 100, 50);
        core::BaselineRow other = baselineRow("a@example.com", apigeeRaw, portalRaw);
        other.values.apigee = {core::Value::text("Other")};
        other.entry.winner = core::Winner::Apigee;
        save({kept});
        save({other, baselineRow("b@example.com", 1, 1)});
        const core::BaselineRow& expected = replaces ? other : kept;
        QVERIFY(same(values({"a@example.com"}).at(0), expected));
        const auto all = entries();
        QCOMPARE(all.size(), std::size_t{2});
        QVERIFY(std::any_of(all.begin(), all.end(),
                            [&](const auto& entry) { return same(entry, expected.entry); }));
    }

    void addressesAreToldApartByBytes() {
        save({baselineRow("a@example.com", 1, 1), baselineRow("A@example.com", 2, 2),
              baselineRow("a@example.com ", 3, 3)});
        QCOMPARE(entries().size(), std::size_t{3});
        QCOMPARE(values({"A@example.com"}).at(0).entry.sides.apigee.changedRaw, std::int64_t{2});
    }
};

QTEST_GUILESS_MAIN(BaselineContractTest)
#include "baseline_contract_test.moc"
