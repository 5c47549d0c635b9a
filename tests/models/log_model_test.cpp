// SPDX-License-Identifier: Apache-2.0
#include "ui/models/log_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

using namespace devsync;
using core::LogLevel;
using models::LogFilter;
using models::LogModel;

namespace {

log::Record record(std::uint32_t number, LogLevel level = LogLevel::Info) {
    return {.level = level,
            .wall = core::Millis(number),
            .account = "a" + std::to_string(number) + "@x.yz",
            .text = "line " + std::to_string(number)};
}

log::LogBuffer::Batch batch(std::uint32_t from, std::uint32_t count, std::uint64_t dropped = 0) {
    log::LogBuffer::Batch made{.dropped = dropped};
    for (std::uint32_t i = 0; i < count; ++i)
        made.records.push_back(record(from + i));
    return made;
}

QString text(const LogModel& model, int line) {
    return model.index(line, LogModel::Text).data().toString();
}

} // namespace

class LogModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void it_is_a_ring() {
        LogModel model(100);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::uint32_t sent = 0;
        for (const std::uint32_t count : {30U, 60U, 10U, 1U, 7U, 99U, 100U, 3U}) {
            model.append(batch(sent, count));
            sent += count;
            QVERIFY(model.rowCount() <= 100);
            QCOMPARE(model.total(), std::uint64_t{sent});
            QCOMPARE(model.gone() + static_cast<std::uint64_t>(model.rowCount()), std::uint64_t{sent});
            QCOMPARE(text(model, model.rowCount() - 1), QStringLiteral("line %1").arg(sent - 1));
            QCOMPARE(text(model, 0), QStringLiteral("line %1").arg(model.gone()));
        }
    }

    void a_batch_larger_than_the_window_keeps_the_newest() {
        LogModel model(10);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(batch(0, 25, 4));
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(model.dropped(), std::uint64_t{4 + 15});
        QCOMPARE(text(model, 0), QStringLiteral("line 15"));
    }

    void drops_are_counted_and_forgotten_with_the_rest() {
        LogModel model(10);
        model.append(batch(0, 1, 5));
        model.append(batch(1, 1, 2));
        QCOMPARE(model.dropped(), std::uint64_t{7});
        model.clear();
        QCOMPARE(model.dropped(), std::uint64_t{0});
        QCOMPARE(model.total(), std::uint64_t{0});
    }

    void filters_of_level_side_and_text() {
        LogModel model(100);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log::LogBuffer::Batch lines;
        for (const LogLevel level :
             {LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error}) {
            lines.records.push_back(record(static_cast<std::uint32_t>(level), level));
            lines.records.back().side = core::Side::Portal;
            lines.records.push_back(record(100 + static_cast<std::uint32_t>(level), level));
        }
        model.append(std::move(lines));
        QCOMPARE(model.rowCount(), 6); // info and above
        model.setFilter({.least = LogLevel::Trace});
        QCOMPARE(model.rowCount(), 10);
        model.setFilter({.least = LogLevel::Error});
        QCOMPARE(model.rowCount(), 2);
        model.setFilter({.least = LogLevel::Trace, .side = core::Side::Portal});
        QCOMPARE(model.rowCount(), 5);
        model.setFilter({.least = LogLevel::Trace, .side = core::Side::Apigee});
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({.least = LogLevel::Trace, .side = std::nullopt, .text = "A10 line"});
        QCOMPARE(model.rowCount(), 5);
    }

    /// Whatever comes and goes, the lines shown are the records that match.
    void the_filter_holds_for_what_comes_later() {
        std::mt19937 random(9);
        LogModel model(64);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::uint32_t number = 0;
        for (int step = 0; step < 300; ++step) {
            log::LogBuffer::Batch lines;
            for (std::uint32_t i = random() % 9; i > 0; --i)
                lines.records.push_back(record(number++, static_cast<LogLevel>(random() % 6)));
            model.append(std::move(lines));
            if (random() % 5 == 0)
                model.setFilter({.least = static_cast<LogLevel>(random() % 6),
                                 .side = std::nullopt,
                                 .text = random() % 2 == 0 ? "" : "1"});
            std::vector<log::Record> expected;
            for (const log::Record& one : model.allRecords())
                if (one.level >= model.filter().least
                    && (model.filter().text.empty() || one.text.find('1') != std::string::npos
                        || one.account.find('1') != std::string::npos))
                    expected.push_back(one);
            QVERIFY(model.shownRecords() == expected);
        }
    }

    void a_line_does_not_name_its_account_twice() {
        LogModel model;
        log::Record line = record(1);
        line.text = line.account + ": updated in the portal";
        line.code = "HTTP-503";
        log::LogBuffer::Batch lines;
        lines.records.push_back(line);
        model.append(std::move(lines));
        QCOMPARE(text(model, 0), QStringLiteral("updated in the portal [HTTP-503]"));
        QCOMPARE(model.index(0, LogModel::Account).data().toString(), QStringLiteral("a1@x.yz"));
        QCOMPARE(model.index(0, 0).data(LogModel::AccountRole).toString(), QStringLiteral("a1@x.yz"));
    }

    void every_cell_has_a_sentence_for_assistive_technology() {
        LogModel model;
        model.append(batch(0, 1));
        QCOMPARE(model.index(0, LogModel::Level).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Level: info"));
    }
};

QTEST_GUILESS_MAIN(LogModelTest)
#include "log_model_test.moc"
