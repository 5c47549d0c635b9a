// SPDX-License-Identifier: Apache-2.0
#include "sync/log/log_buffer.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace devsync;

class LogBufferTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsOrder();
    void dropsTheOldestAndCounts();
    void nothingIsLostUncounted();
};

void LogBufferTest::keepsOrder() {
    log::LogBuffer buffer(10);
    buffer.push({.text = "1"});
    buffer.push({.text = "2"});
    const auto batch = buffer.take();
    QCOMPARE(batch.records.size(), std::size_t{2});
    QCOMPARE(batch.records.front().text, std::string("1"));
    QCOMPARE(batch.dropped, std::uint64_t{0});
    QVERIFY(buffer.take().records.empty());
}

void LogBufferTest::dropsTheOldestAndCounts() {
    log::LogBuffer buffer(3);
    for (int i = 0; i < 5; ++i)
        buffer.push({.text = std::to_string(i)});
    const auto batch = buffer.take();
    QCOMPARE(batch.records.size(), std::size_t{3});
    QCOMPARE(batch.records.front().text, std::string("2"));
    QCOMPARE(batch.dropped, std::uint64_t{2});
    QCOMPARE(buffer.take().dropped, std::uint64_t{0});
}

void LogBufferTest::nothingIsLostUncounted() {
    constexpr std::uint64_t kThreads = 4;
    constexpr std::uint64_t kEach = 20000;
    log::LogBuffer buffer(64);
    std::atomic<std::uint64_t> running = kThreads;
    std::vector<std::thread> producers;
    for (std::uint64_t t = 0; t < kThreads; ++t) {
        producers.emplace_back([&] {
            for (std::uint64_t i = 0; i < kEach; ++i)
                buffer.push({.text = "x"});
            --running;
        });
    }
    std::uint64_t seen = 0;
    bool last = false;
    while (!last) {
        last = running == 0;
        const auto batch = buffer.take();
        seen += batch.records.size() + batch.dropped;
    }
    for (std::thread& producer : producers)
        producer.join();
    QCOMPARE(seen, kThreads * kEach);
}

QTEST_GUILESS_MAIN(LogBufferTest)
#include "log_buffer_test.moc"
