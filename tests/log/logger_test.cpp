// SPDX-License-Identifier: Apache-2.0
// Everything reaches the disk, no secret reaches any sink.
#include "sync/log/log_buffer.h"
#include "sync/log/logger.h"
#include "sync/log/run_file.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace devsync;
using core::LogLevel;
using log::FileOptions;
using log::LineFormat;
using log::LogBuffer;
using log::Logger;

namespace {

/// stderr of this process goes to a file while it lives.
class CapturedStderr {
public:
    explicit CapturedStderr(const QString& path) : m_old(dup(2)) {
        const int file = open(path.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(file, 2);
        close(file);
    }
    ~CapturedStderr() {
        dup2(m_old, 2);
        close(m_old);
    }

private:
    int m_old;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

} // namespace

class LoggerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void secretReachesNoSink_data();
    void secretReachesNoSink();
    void producersLoseNothing();
    void levelsOfEachSink();
    void warningsAreOnDiskAtOnce();
    void filesAreForTheOwner();
    void appendsToWhatIsThere();
    void closedFileGetsNothing();
    void folderThatCannotBeMade();
    void fullDiskIsReportedOnce();

private:
    std::string path(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    QByteArray content(const char* name) const { return contentOf(m_folder.filePath(QLatin1String(name))); }
    QTemporaryDir m_folder;
};

void LoggerTest::secretReachesNoSink_data() {
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("letters") << QByteArray("CorrectHorseBattery9");
    QTest::newRow("url") << QByteArray("p@ss/w:rd +100%&=?#x");
    QTest::newRow("quotes") << QByteArray("say \"friend\" \\ enter!");
    QTest::newRow("utf-8") << QByteArray("schl\xC3\xBCssel-f\xC3\xBCr-alle");
}

void LoggerTest::secretReachesNoSink() {
    QFETCH(QByteArray, secret);
    const QByteArray base64 = secret.toBase64();
    const QByteArray base64Url =
        secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const QByteArray basic = ("user:" + secret).toBase64();
    QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("p"), QString::fromUtf8(secret)}}).toJson();
    json = json.mid(json.indexOf(": \"") + 3);
    json.truncate(json.lastIndexOf('"'));
    const QList<QByteArray> forms{secret, base64, base64Url, basic, secret.toPercentEncoding(), json};

    for (const char* name : {"json", "text"})
        QFile::remove(m_folder.filePath(QLatin1String(name)));
    auto buffer = std::make_shared<LogBuffer>(100);
    {
        const CapturedStderr captured(m_folder.filePath(QStringLiteral("stderr")));
        Logger logger;
        logger.addSecret(std::string_view(secret.constData(), static_cast<std::size_t>(secret.size())));
        logger.openTerminal({.least = LogLevel::Trace});
        QVERIFY(logger.openFile({.path = path("json"), .least = LogLevel::Trace}).has_value());
        QVERIFY(logger.openFile({.path = path("text"), .format = LineFormat::Text, .least = LogLevel::Trace})
                    .has_value());
        logger.setBuffer(buffer);
        for (const QByteArray& form : forms) {
            const std::string text = "before " + form.toStdString() + " after";
            logger.log({.account = text, .code = text, .text = text});
        }
    }
    QByteArray all = content("json") + content("text") + content("stderr");
    for (const log::Record& record : buffer->take().records)
        all += QByteArray::fromStdString(record.text + record.account + record.code);
    QCOMPARE(all.count("before"), forms.size() * 4 * 3);
    QVERIFY(all.count("[redacted]") >= forms.size() * 4 * 3);
    for (const QByteArray& form : forms)
        QVERIFY2(!all.contains(form), form.constData());
}

void LoggerTest::producersLoseNothing() {
    constexpr int kThreads = 4;
    constexpr int kEach = 5000;
    {
        Logger logger;
        QVERIFY(logger.openFile({.path = path("many")}).has_value());
        std::vector<std::thread> producers;
        for (int t = 0; t < kThreads; ++t) {
            producers.emplace_back([&logger, t] {
                for (int i = 0; i < kEach; ++i)
                    logger.log({.row = static_cast<std::uint32_t>(i), .text = "of " + std::to_string(t)});
            });
        }
        for (std::thread& producer : producers)
            producer.join();
        QVERIFY(!logger.trouble());
    }
    QSet<QByteArray> lines;
    std::vector<int> next(kThreads);
    for (const QByteArray& line : content("many").split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const auto thread =
            static_cast<std::size_t>(object.value(QLatin1String("text")).toString().mid(3).toInt());
        QCOMPARE(object.value(QLatin1String("row")).toInt(), next.at(thread)++); // whole and in order
    }
    for (const int count : next)
        QCOMPARE(count, kEach);
}

void LoggerTest::levelsOfEachSink() {
    auto buffer = std::make_shared<LogBuffer>(100);
    {
        Logger logger;
        QVERIFY(logger.openFile({.path = path("errors"), .least = LogLevel::Error}).has_value());
        QVERIFY(logger.openFile({.path = path("all"), .least = LogLevel::Trace}).has_value());
        logger.setBuffer(buffer);
        for (int level = 0; level <= static_cast<int>(LogLevel::Critical); ++level)
            logger.log({.level = static_cast<LogLevel>(level), .text = "x"});
    }
    QCOMPARE(content("errors").count('\n'), 2);
    QCOMPARE(content("all").count('\n'), 7);
    QCOMPARE(buffer->take().records.size(), std::size_t{7});
}

void LoggerTest::warningsAreOnDiskAtOnce() {
    Logger logger;
    QVERIFY(logger.openFile({.path = path("urgent")}).has_value());
    logger.log({.text = "first"});
    logger.log({.level = LogLevel::Warning, .text = "second"});
    QCOMPARE(content("urgent").count('\n'), 2);
    logger.log({.text = "third"});
    logger.flush();
    QCOMPARE(content("urgent").count('\n'), 3);
}

void LoggerTest::filesAreForTheOwner() {
    Logger logger;
    const std::string file = log::runLogPath(path("state.db"), "run-1");
    QVERIFY(logger.openFile({.path = file}).has_value());
    const QFileInfo info(QString::fromStdString(file));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(info.permissions() & others));
    QVERIFY(!(QFileInfo(info.path()).permissions() & (others | QFile::ExeGroup | QFile::ExeOther)));
}

void LoggerTest::appendsToWhatIsThere() {
    for (int i = 0; i < 2; ++i) {
        Logger logger;
        QVERIFY(logger.openFile({.path = path("again")}).has_value());
        logger.log({.text = "x"});
    }
    QCOMPARE(content("again").count('\n'), 2);
}

void LoggerTest::closedFileGetsNothing() {
    Logger logger;
    QVERIFY(logger.openFile({.path = path("closed")}).has_value());
    logger.log({.text = "x"});
    logger.closeFile(path("closed"));
    logger.log({.text = "y"});
    logger.flush();
    QCOMPARE(content("closed").count('\n'), 1);
}

void LoggerTest::folderThatCannotBeMade() {
    Logger logger;
    const auto opened = logger.openFile({.path = path("no/such/folder/file")});
    QVERIFY(!opened && opened.error().kind == core::ErrorKind::StoreFailed);
    QCOMPARE(opened.error().where, path("no/such/folder/file"));
}

void LoggerTest::fullDiskIsReportedOnce() {
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no /dev/full");
    Logger logger;
    QVERIFY(logger.openFile({.path = "/dev/full"}).has_value());
    QVERIFY(logger.openFile({.path = path("beside")}).has_value());
    logger.log({.level = LogLevel::Error, .text = "x"});
    logger.log({.level = LogLevel::Error, .text = "y"});
    QVERIFY(logger.trouble().has_value());
    QCOMPARE(logger.trouble()->where, std::string("/dev/full"));
    QCOMPARE(content("beside").count('\n'), 2);
}

QTEST_GUILESS_MAIN(LoggerTest)
#include "logger_test.moc"
