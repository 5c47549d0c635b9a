// SPDX-License-Identifier: Apache-2.0
// Secrets from every kind of source; what goes wrong names the source and never the secret.
#include "sync/service/secret_source.h"
#include "sync/texts/error_text.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace devsync;
using service::SecretSource;
using namespace std::chrono_literals;

namespace {

const char* const kSecret = "s3cret-Zürich";

SecretSource named(SecretSource::Kind kind) {
    SecretSource source;
    source.kind = kind;
    source.name = "portal.password";
    return source;
}

SecretSource shell(const char* script) {
    SecretSource source = named(SecretSource::Kind::Command);
    source.command = {"/bin/sh", "-c", script};
    return source;
}

/// Waits for the one answer.
core::Result<service::SecretReading> read(const SecretSource& source,
                                          std::chrono::milliseconds timeout = 20s) {
    QObject context;
    std::optional<core::Result<service::SecretReading>> answer;
    service::readSecret(
        source, &context, [&](auto reading) { answer = std::move(reading); }, timeout);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 25000); }();
    return answer ? *answer : core::fail(core::ErrorKind::Internal, "no answer");
}

void expectRefusal(const SecretSource& source, const char* said, std::chrono::milliseconds timeout = 20s) {
    const auto reading = read(source, timeout);
    QVERIFY(!reading.has_value());
    QVERIFY(reading.error().kind == core::ErrorKind::SecretUnavailable);
    const std::string line = texts::describe(reading.error()).line();
    QVERIFY2(line.find(said) != std::string::npos, line.c_str());
    QVERIFY2(line.find("portal.password") != std::string::npos, line.c_str());
    QVERIFY2(line.find("s3cret") == std::string::npos, line.c_str());
}

} // namespace

class SecretSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void files();
    void readableByOthersWarns();
    void badFiles();
    void variables();
    void values();
    void commands();
    void badCommands();
    void timeOutEndsTheWholeGroup();
    void endlessOutputIsEnded();
    void contextThatDiesIsNotCalled();

private:
    SecretSource file(const QByteArray& bytes);
    std::unique_ptr<QTemporaryDir> m_folder;
};

void SecretSourceTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

SecretSource SecretSourceTest::file(const QByteArray& bytes) {
    QFile file(m_folder->filePath(QStringLiteral("secret")));
    [&] { QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate)); }();
    file.write(bytes);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    SecretSource source = named(SecretSource::Kind::File);
    source.file = file.fileName().toStdString();
    return source;
}

void SecretSourceTest::files() {
    for (const char* ending : {"", "\n", "\r\n"}) {
        const auto reading = read(file(QByteArray(kSecret) + ending));
        QVERIFY(reading.has_value());
        QVERIFY(reading->secret->reveal() == kSecret);
        QVERIFY(reading->warning.empty());
    }
    QVERIFY(read(file(" two words "))->secret->reveal() == " two words ");
    QCOMPARE(read(file(QByteArray(64 * 1024, 'x')))->secret->reveal().size(), std::size_t{64 * 1024});
}

void SecretSourceTest::readableByOthersWarns() {
    const SecretSource source = file(kSecret);
    QFile(QString::fromStdString(source.file)).setPermissions(QFile::ReadOwner | QFile::ReadOther);
    const auto reading = read(source);
    QVERIFY(reading.has_value());
    QVERIFY(reading->warning.find(source.file) != std::string::npos);
    QVERIFY(reading->warning.find("s3cret") == std::string::npos);
}

void SecretSourceTest::badFiles() {
    expectRefusal(file(""), "is empty");
    expectRefusal(file("\n"), "is empty");
    expectRefusal(file("s3cret\nsecond line"), "more than one line");
    expectRefusal(file(QByteArray(64 * 1024 + 1, 'x')), "64 KiB");
    SecretSource source = named(SecretSource::Kind::File);
    source.file = m_folder->filePath(QStringLiteral("none")).toStdString();
    expectRefusal(source, "does not exist");
    source.file = m_folder->path().toStdString();
    expectRefusal(source, "not a regular file");
    expectRefusal(named(SecretSource::Kind::None), "no source");
}

void SecretSourceTest::variables() {
    SecretSource source = named(SecretSource::Kind::Environment);
    source.variable = "DEVSYNC_TEST_SECRET";
    qputenv("DEVSYNC_TEST_SECRET", kSecret);
    QVERIFY(read(source)->secret->reveal() == kSecret);
    qputenv("DEVSYNC_TEST_SECRET", "");
    expectRefusal(source, "is empty");
    qunsetenv("DEVSYNC_TEST_SECRET");
    expectRefusal(source, "DEVSYNC_TEST_SECRET is not set");
}

void SecretSourceTest::values() {
    SecretSource source = named(SecretSource::Kind::Value);
    source.value = std::make_shared<const core::Secret>(std::string(kSecret));
    QVERIFY(read(source)->secret->reveal() == kSecret);
}

void SecretSourceTest::commands() {
    QVERIFY(read(shell("echo s3cret-Zürich; echo noise >&2"))->secret->reveal() == kSecret);
    SecretSource source = named(SecretSource::Kind::Command);
    source.command = {"printf", "%s", "a b; $HOME"}; // arguments go as they are: there is no shell
    QVERIFY(read(source)->secret->reveal() == "a b; $HOME");
    QVERIFY(read(shell("cat; echo end"))->secret->reveal() == "end"); // standard input is empty
}

void SecretSourceTest::badCommands() {
    expectRefusal(shell("echo s3cret; exit 3"), "exit code 3");
    expectRefusal(shell("echo s3cret; kill -9 $$"), "signal");
    expectRefusal(shell("true"), "is empty");
    SecretSource source = named(SecretSource::Kind::Command);
    source.command = {"/no/such/program", "--token=s3cret"};
    expectRefusal(source, "/no/such/program");
}

void SecretSourceTest::timeOutEndsTheWholeGroup() {
    const QString pidFile = m_folder->filePath(QStringLiteral("pid"));
    const QByteArray script = "sleep 300 & echo $! > " + pidFile.toUtf8() + ".part; mv " + pidFile.toUtf8()
                              + ".part " + pidFile.toUtf8() + "; echo s3cret; wait";
    expectRefusal(shell(script.constData()), "in time", 1500ms);
    QFile file(pidFile);
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the machine was too slow to start the grandchild");
    const auto grandchild = static_cast<pid_t>(file.readAll().trimmed().toLongLong());
    const QString status = QStringLiteral("/proc/%1/stat").arg(grandchild);
    const auto gone = [&] { // a killed process may stay as a zombie until somebody reaps it
        QFile stat(status);
        return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(gone(), 10000);
}

void SecretSourceTest::endlessOutputIsEnded() {
    expectRefusal(shell("exec yes s3cret"), "more than 64 KiB");
}

void SecretSourceTest::contextThatDiesIsNotCalled() {
    bool called = false;
    {
        QObject context;
        service::readSecret(shell("sleep 300"), &context, [&](auto) { called = true; });
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(SecretSourceTest)
#include "secret_source_test.moc"
