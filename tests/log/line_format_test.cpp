// SPDX-License-Identifier: Apache-2.0
#include "sync/log/line_escape.h"
#include "sync/log/line_format.h"
#include "sync/log/run_file.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <rapidcheck.h>

using namespace devsync;
using core::LogLevel;
using log::Record;

namespace {

Record fullRecord() {
    return {.level = LogLevel::Warning,
            .wall = core::Millis(1795508565007),
            .side = core::Side::Portal,
            .account = "ana@example.com",
            .row = 12,
            .code = "HTTP-503",
            .text = "Said \"no\"",
            .runId = "r-1"};
}

} // namespace

class LineFormatTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("RC_PARAMS", "max_success=10000"); }
    void json();
    void jsonLeavesOutWhatIsAbsent();
    void text();
    void colours();
    void terminalIsNotObeyed();
    void brokenUtf8();
    void anyTextComesBack();
    void anyBytesStayOneLine();
    void levelNames();
    void pathOfARun();
};

void LineFormatTest::json() {
    QCOMPARE(log::jsonLine(fullRecord()),
             std::string(R"({"schema":1,"time":"2026-11-24T08:22:45.007Z","level":"warning","side":"portal",)"
                         R"("account":"ana@example.com","row":12,"code":"HTTP-503","text":"Said \"no\"",)"
                         R"("run":"r-1"})"));
}

void LineFormatTest::jsonLeavesOutWhatIsAbsent() {
    QCOMPARE(log::jsonLine({.text = "x"}),
             std::string(R"({"schema":1,"time":"1970-01-01T00:00:00.000Z","level":"info","text":"x"})"));
}

void LineFormatTest::text() {
    QCOMPARE(log::textLine(fullRecord()),
             std::string("08:22:45 warning  portal ana@example.com  Said \"no\" [HTTP-503]"));
    QCOMPARE(log::textLine(fullRecord(), {.utcOffset = core::Seconds(-9 * 3600)}).substr(0, 8),
             std::string("23:22:45"));
    QCOMPARE(log::textLine({.text = "x"}), std::string("00:00:00 info      x"));
}

void LineFormatTest::colours() {
    const std::string line = log::textLine(fullRecord(), {.colour = log::Colour::Ansi});
    QVERIFY(line.find("\x1b[33mwarning\x1b[0m") != std::string::npos);
    QVERIFY(log::textLine({.text = "x"}, {.colour = log::Colour::Ansi}).find('\x1b') == std::string::npos);
}

void LineFormatTest::terminalIsNotObeyed() {
    Record record = fullRecord();
    record.text = "a\x1b[2Jb\nc\rd\te\x7f \xC2\x9B \xE2\x80\xAE \xC3\xBC";
    record.account = "x\ny";
    const std::string line = log::textLine(record);
    QVERIFY(line.find("a\\u001b[2Jb\\nc\\rd\\te\\u007f \\u009b \\u202e \xC3\xBC") != std::string::npos);
    QVERIFY(line.find("x\\ny") != std::string::npos);
}

void LineFormatTest::brokenUtf8() {
    const char* broken[] = {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                            "\xF8", "\xC3"};
    for (const char* bytes : broken) {
        const std::string out = log::jsonText(std::string("a") + bytes);
        QVERIFY(out.starts_with("a\xEF\xBF\xBD"));
        QVERIFY(QString::fromStdString(out).toStdString() == out);
    }
}

void LineFormatTest::anyTextComesBack() {
    QVERIFY(rc::check("a JSON line carries its text", [] {
        const auto codes = *rc::gen::container<std::vector<char32_t>>(
            rc::gen::oneOf(rc::gen::inRange<char32_t>(0, 0xD800),
                           rc::gen::inRange<char32_t>(0xE000, 0x110000), rc::gen::inRange<char32_t>(0, 128)));
        const QString text = QString::fromUcs4(codes.data(), static_cast<qsizetype>(codes.size()));
        const std::string line = log::jsonLine({.text = text.toStdString()});
        RC_ASSERT(line.find('\n') == std::string::npos);
        const QJsonObject back = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        RC_ASSERT(back.value(QLatin1String("text")).toString() == text);
    }));
}

void LineFormatTest::anyBytesStayOneLine() {
    QVERIFY(rc::check("any bytes give one valid line", [] {
        const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
        QJsonParseError error;
        const std::string line = log::jsonLine({.account = bytes, .code = bytes, .text = bytes});
        QJsonDocument::fromJson(QByteArray::fromStdString(line), &error);
        RC_ASSERT(error.error == QJsonParseError::NoError);
        const std::string shown = log::textLine({.account = bytes, .text = bytes});
        RC_ASSERT(std::ranges::none_of(shown, [](unsigned char c) { return c < 0x20 || c == 0x7F; }));
    }));
}

void LineFormatTest::levelNames() {
    for (int i = 0; i <= static_cast<int>(LogLevel::Critical); ++i) {
        const auto level = static_cast<LogLevel>(i);
        QVERIFY(log::levelFromName(log::levelName(level)) == level);
    }
    QVERIFY(!log::levelFromName("Info"));
}

void LineFormatTest::pathOfARun() {
    QCOMPARE(log::runLogPath("/s/devsync/prod.db", "r-7"), std::string("/s/devsync/prod.log/r-7.jsonl"));
}

QTEST_GUILESS_MAIN(LineFormatTest)
#include "line_format_test.moc"
