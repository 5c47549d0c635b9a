// SPDX-License-Identifier: Apache-2.0
// No secret leaves the program but on the wire: not in what it says at its most verbose, not in a log, the
// state, a saved plan or an export, not in its or its children's arguments; whatever the source of the secret
// and however a server repeats it.
#include "tests/cli/program.h"
#include "tests/cli/secret_hunt.h"
#include "tests/cli/wire_recorder.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTest>
#include <QTimer>
#include <QUrl>

using namespace devsync::tests;

namespace {

/// Of the portal account, where it is refused anyway: all that notations treat in ways of their own.
const QByteArray kAwkward = "p\xC3\xA4ss \"w\\rd\"/%25&+'?=;x9";
/// As a portal user is created with it; signing in has shorter ones.
constexpr const char* kGenerated = "\"attributes\":[^\r]*\"pass\":(?:\\{\"value\":)?\"([^\"]{40,})\"";
const QStringList kOwnFiles{word("sandbox.toml"), word("token"), word("password"), word("run.toml")};

QByteArray readAll(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Arguments of the process and all below it.
QList<QByteArray> argumentsOf(qint64 process) {
    const QString folder = word("/proc/") + QString::number(process);
    QList<QByteArray> all{readAll(folder + word("/cmdline"))};
    for (const QString& task : QDir(folder + word("/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        for (const QByteArray& child : readAll(folder + word("/task/") + task + word("/children")).split(' '))
            if (child.toLongLong() > 0)
                all += argumentsOf(child.toLongLong());
    return all;
}

struct Source {
    QByteArray token; ///< TOML
    QByteArray password;
};

} // namespace

class SecretsProcessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void runFromEverySource_data();
    void runFromEverySource();
    void serverRepeats_data();
    void serverRepeats();
    void redirectCarriesTheToken();
    void sourceThatFails();
    void profileThatIsWrong_data();
    void profileThatIsWrong();

private:
    void writeProfile(const Source& source) const;
    /// With the event loop running, and an eye on the arguments.
    Finished run(const char* line);
    /// All that the program has left, once it has ended.
    void verifyNothingFound(const Finished& finished);
    void readHistory();
    QByteArray token() const { return m_sandbox->text("token").toUtf8(); }
    QByteArray password() const { return m_sandbox->text("portal_password").toUtf8(); }

    std::unique_ptr<Home> m_home;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<WireRecorder> m_portal;
    QByteArray m_said; ///< by every process, and the arguments it had
    bool m_childSeen = false;
    int m_commands = 0;
};

void SecretsProcessTest::init() {
    m_portal.reset();
    m_sandbox.reset();
    m_said.clear();
    m_childSeen = false;
    m_home = std::make_unique<Home>();
    m_sandbox = std::make_unique<Sandbox>(*m_home, QStringList{word("--developers=9")});
    QVERIFY(m_sandbox->isReady());
    m_portal = std::make_unique<WireRecorder>(static_cast<quint16>(QUrl(m_sandbox->text("portal")).port()));
    m_home->write(word("token"), token() + "\n");
    m_home->write(word("password"), password());
    m_home->set(word("TOKEN"), QString::fromUtf8(token()));
    m_home->set(word("PASSWORD"), QString::fromUtf8(password()));
}

void SecretsProcessTest::writeProfile(const Source& source) const {
    QByteArray text = m_sandbox->profileText();
    text.replace(m_sandbox->text("portal").toUtf8(),
                 "http://127.0.0.1:" + QByteArray::number(m_portal->serverPort()));
    if (!source.token.isEmpty())
        text.replace("{ value = \"" + token() + "\" }", source.token);
    if (!source.password.isEmpty())
        text.replace("{ value = \"" + password() + "\" }", source.password);
    m_home->write(word("run.toml"), text);
}

Finished SecretsProcessTest::run(const char* line) {
    const auto process =
        m_home->start(with(m_home->path(word("run.toml")), "-vv --log-file", {m_home->path(word("all.log"))})
                      + words(line));
    QEventLoop loop;
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] {
        const QList<QByteArray> arguments = argumentsOf(process->processId());
        for (const QByteArray& one : arguments)
            m_said += one + '\n';
        if (arguments.size() > 1 && !std::exchange(m_childSeen, true))
            m_home->write(word("seen"), {});
    });
    connect(process.get(), &QProcess::finished, &loop, &QEventLoop::quit);
    look.start(1);
    if (process->state() != QProcess::NotRunning)
        loop.exec();
    Finished finished = finish(*process);
    m_said += finished.out + finished.err;
    return finished;
}

void SecretsProcessTest::readHistory() {
    const Finished list = run("runs list --json");
    for (const QJsonValue& listed : list.document()[word("runs")].toArray()) {
        const QByteArray id = listed[word("run_id")].toString().toUtf8();
        QVERIFY(!id.isEmpty());
        run(("runs show --json " + id).constData());
        for (const char* format : {"text", "csv", "json", "jsonl"})
            run("export --format " + QByteArray(format) + ' ' + id + " -o "
                + m_home->path(word("export.") + word(format)).toUtf8());
    }
    run("baseline show --json");
    run("profile show run --json");
}

void SecretsProcessTest::verifyNothingFound(const Finished& finished) {
    SecretHunt hunt;
    hunt.add(word("the token"), token());
    hunt.add(word("the portal's password"), password());
    hunt.add(word("the awkward password"), kAwkward);
    for (const QByteArray& cookie : m_portal->sentMatching("Cookie: SESS[^=]*=([^\r;]+)"))
        hunt.add(word("the session"), cookie);
    for (const QByteArray& sent : m_portal->sentMatching("X-CSRF-Token: ([^\r]+)"))
        hunt.add(word("the session's token"), sent);
    for (const QByteArray& sent : m_portal->sentMatching(kGenerated))
        hunt.add(word("a generated password"), sent);
    QCOMPARE(hunt.firstIn(m_said), QString());
    QCOMPARE(hunt.firstInFiles(m_home->path(word("x")).chopped(1), kOwnFiles), QString());
    QVERIFY(!finished.crashed);
    QVERIFY(m_said.contains("run.toml")); // the arguments were looked at
}

void SecretsProcessTest::runFromEverySource_data() {
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("password");
    const QByteArray slow = "until [ -e \\\"$HOME/seen\\\" ]; do :; done; cat \\\"$HOME/";
    QTest::newRow("in the profile") << QByteArray() << QByteArray();
    QTest::newRow("environment") << QByteArray("{ env = \"TOKEN\" }") << QByteArray("{ env = \"PASSWORD\" }");
    QTest::newRow("files") << QByteArray("{ file = \"token\" }") << QByteArray("{ file = \"password\" }");
    QTest::newRow("commands") << "{ command = [\"sh\", \"-c\", \"" + slow + "token\\\"\"] }"
                              << "{ command = [\"sh\", \"-c\", \"" + slow + "password\\\"\"] }";
}

void SecretsProcessTest::runFromEverySource() {
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, password);
    writeProfile({token, password});
    QCOMPARE(run(("plan -o " + m_home->path(word("saved.plan")).toUtf8()).constData()).exitCode, 0);
    const Finished done = run("sync --yes --json");
    QVERIFY2(done.exitCode == 0, done.err);
    readHistory();
    QCOMPARE(m_portal->sentMatching("X-CSRF-Token: ([^\r]+)").isEmpty(), false);
    QVERIFY(token.contains("command") == m_childSeen);
    verifyNothingFound(done);
}

void SecretsProcessTest::serverRepeats_data() {
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("an awkward password") << QByteArray("POST /user/login*") << 400 << 12;
    QTest::newRow("the token, refused") << QByteArray("GET */developers") << 401 << 12;
    QTest::newRow("the token, in a row") << QByteArray("P* */developers*") << 400 << 3;
    QTest::newRow("the password") << QByteArray("POST /user/login*") << 400 << 12;
    QTest::newRow("the session, read") << QByteArray("GET /jsonapi/user/user") << 403 << 12;
    QTest::newRow("the session, in a row") << QByteArray("PATCH /jsonapi/*") << 422 << 3;
    QTest::newRow("a generated password") << QByteArray("POST /jsonapi/*") << 422 << 3;
    QTest::newRow("a generated password, lost") << QByteArray("POST /jsonapi/*") << 500 << 3;
}

void SecretsProcessTest::serverRepeats() {
    QFETCH(QByteArray, match);
    QFETCH(int, status);
    QFETCH(int, exitCode);
    if (QByteArray(QTest::currentDataTag()).contains("awkward"))
        m_home->write(word("password"), kAwkward);
    writeProfile({{}, "{ file = \"password\" }"});
    for (const char* method : {"POST", "PUT"}) // a fault's method is no pattern
        m_sandbox->control("/sandbox/fault", "{\"kind\":\"echo\",\"status\":" + QByteArray::number(status)
                                                 + ",\"match\":\"" + QByteArray(match).replace("P*", method)
                                                 + "\"}");
    const Finished refused = run("sync --yes --json");
    QVERIFY2(refused.exitCode == exitCode, refused.err);
    QVERIFY2(m_said.contains("You sent"), refused.err);
    if (match.startsWith("POST /jsonapi"))
        QVERIFY(!m_portal->sentMatching(kGenerated).isEmpty());
    readHistory();
    verifyNothingFound(refused);
}

void SecretsProcessTest::redirectCarriesTheToken() {
    writeProfile({});
    m_sandbox->control("/sandbox/fault",
                       "{\"side\":\"apigee\",\"kind\":\"status\",\"status\":302,\"headers\":{\"Location\":"
                       "\"https://other.example/"
                           + token() + "/x\"}}");
    const Finished refused = run("sync --yes --json");
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(m_said.contains("https://other.example/"), refused.err);
    readHistory();
    verifyNothingFound(refused);
}

void SecretsProcessTest::sourceThatFails() {
    m_home->write(word("password"), kAwkward + "\n" + password());
    writeProfile(
        {{},
         "{ command = [\"sh\", \"-c\", \"cat \\\"$HOME/password\\\" >&2; cat \\\"$HOME/password\\\"\"] }"});
    const Finished twoLines = run("sync --yes --json");
    QCOMPARE(twoLines.exitCode, 10);
    writeProfile({{}, "{ command = [\"sh\", \"-c\", \"cat \\\"$HOME/password\\\"; exit 3\"] }"});
    const Finished failed = run("sync --yes --json");
    QCOMPARE(failed.exitCode, 10);
    readHistory();
    verifyNothingFound(failed);
}

void SecretsProcessTest::profileThatIsWrong_data() {
    QTest::addColumn<QByteArray>("password");
    const QByteArray text = QByteArray(kAwkward).replace('\\', "\\\\").replace('"', "\\\"");
    QTest::newRow("refused by the portal") << "{ value = \"" + text + "\" }";
    QTest::newRow("no source") << "\"" + text + "\"";
    QTest::newRow("unknown source") << "{ vlaue = \"" + text + "\" }";
    QTest::newRow("no end") << "{ value = \"" + text;
    QTest::newRow("unknown escape") << "{ value = \"\\q" + text + "\" }";
    QTest::newRow("list") << "[ \"" + text + "\" ]";
}

void SecretsProcessTest::profileThatIsWrong() {
    QFETCH(QByteArray, password);
    writeProfile({{}, password});
    const Finished refused = run("sync --yes --json");
    QVERIFY2(refused.exitCode == 10 || refused.exitCode == 12, refused.err);
    run("profile show run --json");
    run("profile list --json");
    verifyNothingFound(refused);
}

QTEST_GUILESS_MAIN(SecretsProcessTest)
#include "secrets_process_test.moc"
