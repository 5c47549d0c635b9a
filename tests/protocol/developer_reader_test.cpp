// SPDX-License-Identifier: Apache-2.0
// Apigee's JSON into accounts: every documented shape, and no rows from a broken page.
#include "sync/protocol/apigee/developer_reader.h"
#include "tests/protocol/answers.h"

#include <QTest>

using namespace devsync;
using namespace devsync::testing;
using protocol::PaddedBytes;
using protocol::apigee::DeveloperReader;

namespace {

class Collector final : public protocol::apigee::RecordSink {
public:
    core::Result<void> take(const core::AccountView& developer) override {
        accounts.emplace_back(developer);
        return {};
    }
    std::vector<core::Account> accounts;
};

core::Result<std::vector<core::Account>> readPage(const std::string& body) {
    DeveloperReader reader(mapping());
    Collector collector;
    if (auto read = reader.readPage(PaddedBytes(body), collector); !read)
        return tl::unexpected(read.error());
    return std::move(collector.accounts);
}

core::Account readOne(const std::string& body) {
    DeveloperReader reader(mapping());
    auto account = reader.readOne(PaddedBytes(body));
    if (account)
        return *account;
    core::Account none;
    none.email = "error: " + account.error().detail;
    return none;
}

const std::string kAna =
    R"({"email":"ana@x.example","firstName":"Ana","lastName":"Souza","userName":"ana","developerId":"d-1",)"
    R"("organizationName":"o","status":"active","apps":["a"],"createdAt":"1","lastModifiedAt":"1637155113144",)"
    R"("attributes":[{"name":"company","value":"Keep Co"},{"name":"MINT","value":"1"},)"
    "{\"name\":\"teams\",\"value\":\"\\\"a b\\\",c\"}]}";

} // namespace

class DeveloperReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsADeveloper() {
        const core::Account ana = readOne(kAna);
        QCOMPARE(ana.email, std::string("ana@x.example"));
        QCOMPARE(ana.userName, std::string("ana"));
        QCOMPARE(ana.id, std::string("d-1"));
        QVERIFY(ana.status == core::Status::Active);
        QCOMPARE(ana.changedRaw, 1637155113144LL);
        QCOMPARE(ana.fields[core::kFirstName], core::Value::text("Ana"));
        QCOMPARE(ana.fields[core::kLastName], core::Value::text("Souza"));
        QCOMPARE(ana.fields[kCompany], core::Value::text("Keep Co"));
        QCOMPARE(ana.fields[kTeams], core::Value::of({"a b", "c"}));
        QCOMPARE(ana.fields[kContact], core::Value::absent());
        QCOMPARE(ana.unmanagedCount, std::uint16_t(1));
    }

    void pageAndSingleReadingAreEqual() {
        const auto page = readPage("{\"developer\":[" + kAna + "," + kAna + "]}");
        QVERIFY(page);
        QCOMPARE(page->size(), std::size_t(2));
        QCOMPARE(page->at(1), readOne(kAna));
    }

    void emptyListIsNoMember() {
        for (const char* body : {"{}", " {\"developer\":[]} \n", R"({"developer":null})"}) {
            const auto page = readPage(body);
            QVERIFY2(page && page->empty(), body);
        }
    }

    void membersAreOptional_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("company");
        QTest::addColumn<int>("firstName");
        using enum core::ValueState;
        QTest::newRow("nothing") << QByteArray("{}") << int(Absent) << int(Absent);
        QTest::newRow("null") << QByteArray(R"({"firstName":null,"attributes":null})") << int(Absent)
                              << int(Empty);
        QTest::newRow("empty list") << QByteArray(R"({"attributes":[]})") << int(Absent) << int(Absent);
        QTest::newRow("empty text") << QByteArray(R"({"attributes":[{"name":"company","value":""}]})")
                                    << int(Empty) << int(Absent);
        QTest::newRow("no value") << QByteArray(R"({"attributes":[{"name":"company"}]})") << int(Empty)
                                  << int(Absent);
        QTest::newRow("only a comma")
            << QByteArray(R"({"attributes":[{"name":"company","value":","}]})") << int(Empty) << int(Absent);
        QTest::newRow("twice") << QByteArray(
            R"({"attributes":[{"name":"company","value":"a"},{"name":"company","value":"a"}]})")
                               << int(Duplicate) << int(Absent);
        QTest::newRow("escaped key") << QByteArray(R"({"first\u004eame":"A","attributes":[]})") << int(Absent)
                                     << int(Present);
    }
    void membersAreOptional() {
        QFETCH(QByteArray, body);
        QFETCH(int, company);
        QFETCH(int, firstName);
        const core::Account account = readOne(body.toStdString());
        QCOMPARE(account.email, std::string());
        QCOMPARE(int(account.fields[kCompany].state()), company);
        QCOMPARE(int(account.fields[core::kFirstName].state()), firstName);
    }

    void times_data() {
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<qlonglong>("expected");
        QTest::newRow("number") << QByteArray("1510746439133") << 1510746439133LL;
        QTest::newRow("text") << QByteArray("\"1510746439133\"") << 1510746439133LL;
        QTest::newRow("beyond a double") << QByteArray("\"9007199254740993\"") << 9007199254740993LL;
        QTest::newRow("null") << QByteArray("null") << 0LL;
        QTest::newRow("negative") << QByteArray("-1") << -1LL;
    }
    void times() {
        QFETCH(QByteArray, time);
        QFETCH(qlonglong, expected);
        QCOMPARE(readOne("{\"lastModifiedAt\":" + time.toStdString() + "}").changedRaw, expected);
    }

    void onlyActiveIsActive() {
        QVERIFY(readOne(R"({"status":"active"})").status == core::Status::Active);
        for (const char* body :
             {R"({"status":"inactive"})", R"({"status":"login_lock"})", R"({"status":"Active"})"})
            QVERIFY2(readOne(body).status == core::Status::Inactive, body);
    }

    void fingerprintIgnoresOrderAndSeesEverything() {
        const auto print = [](const char* attributes) {
            return readOne(std::string("{\"attributes\":[") + attributes + "]}").unmanagedFingerprint;
        };
        const auto ab = print(R"({"name":"a","value":"1"},{"name":"b","value":"2"})");
        QCOMPARE(print(R"({"value":"2","name":"b"},{"name":"a","value":"1"},{"name":"company","value":"x"})"),
                 ab);
        QVERIFY(print(R"({"name":"a","value":"2"},{"name":"b","value":"1"})") != ab);
        QVERIFY(print(R"({"name":"1","value":"a"},{"name":"b","value":"2"})") != ab);
        QVERIFY(print(R"({"name":"a","value":"1"})") != ab);
        QCOMPARE(print(""), std::uint64_t(0));
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        using enum core::ErrorKind;
        const auto row = [](const char* name, const char* body, core::ErrorKind kind) {
            QTest::newRow(name) << QByteArray(body) << int(kind);
        };
        row("empty", "", AnswerNotJson);
        row("blank", " \n", AnswerNotJson);
        row("HTML", "<!DOCTYPE html><html>", AnswerNotJson);
        row("byte order mark", "\xef\xbb\xbf{}", AnswerNotJson);
        row("list of addresses", R"(["a@x"])", AnswerUnexpected);
        row("another document", R"({"fault":{"faultstring":"no quota left"}})", AnswerUnexpected);
        row("trailing object", R"({"developer":[]}{})", AnswerNotJson);
        row("trailing brace", R"({"developer":[]}})", AnswerNotJson);
        row("two lists", R"({"developer":[],"developer":[]})", AnswerUnexpected);
        row("list of texts", R"({"developer":["a@x"]})", AnswerUnexpected);
        row("e-mail twice", R"({"developer":[{"email":"a","email":"b"}]})", AnswerUnexpected);
        row("e-mail a number", R"({"developer":[{"email":7}]})", AnswerUnexpected);
        row("attribute without name", R"({"developer":[{"attributes":[{"value":"x"}]}]})", AnswerUnexpected);
        row("attribute value a number", R"({"developer":[{"attributes":[{"name":"x","value":1}]}]})",
            AnswerUnexpected);
        row("attributes an object", R"({"developer":[{"attributes":{}}]})", AnswerUnexpected);
        row("time with a fraction", R"({"developer":[{"lastModifiedAt":1.5}]})", AnswerUnexpected);
        row("time of letters", R"({"developer":[{"lastModifiedAt":"12x"}]})", AnswerUnexpected);
        row("time too long", R"({"developer":[{"lastModifiedAt":"99999999999999999999"}]})",
            AnswerUnexpected);
        row("invalid UTF-8", "{\"developer\":[{\"email\":\"\xff\"}]}", AnswerNotJson);
        row("lone surrogate", R"({"developer":[{"email":"\ud800"}]})", AnswerNotJson);
        row("raw control character", "{\"developer\":[{\"email\":\"a\nb\"}]}", AnswerNotJson);
    }
    void refuses() {
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        const auto page = readPage(body.toStdString());
        QVERIFY(!page);
        QCOMPARE(int(page.error().kind), kind);
        QVERIFY(!page.error().detail.empty());
    }

    void aCutPageIsNoPage() {
        const std::string page = "{\"developer\":[" + kAna + "," + kAna + "]}";
        for (std::size_t length = 0; length < page.size(); ++length)
            QVERIFY2(!readPage(page.substr(0, length)), std::to_string(length).c_str());
        QVERIFY(readPage(page));
    }

    void valuesAndBodiesHaveLimits() {
        const auto page = [](std::size_t bytes) {
            return "{\"developer\":[{\"userName\":\"" + std::string(bytes, 'x') + "\"}]}";
        };
        QVERIFY(readPage(page(4U << 20)));
        QCOMPARE(int(readPage(page((4U << 20) + 1)).error().kind), int(core::ErrorKind::AnswerTooLarge));
        QCOMPARE(int(readPage(page(64U << 20)).error().kind), int(core::ErrorKind::AnswerTooLarge));
    }

    void recordedPages_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("developers");
        const QString dir = QStringLiteral("../shared/fixtures/apigee/");
        QTest::newRow("Edge, two")
            << dir
                   + QStringLiteral(
                       "edge-php-client/developers/GET_count=2-expand=true-startKey=3phpunitexamplecom.json")
            << 2;
        QTest::newRow("import file of a client") << dir + QStringLiteral("apigeecli/developers.json") << 1;
    }
    void recordedPages() {
        QFETCH(QString, file);
        QFETCH(int, developers);
        const std::string body = fileText(file);
        if (body.empty())
            QSKIP("third-party recordings are not here");
        const auto page = readPage(body);
        QVERIFY(page);
        QCOMPARE(int(page->size()), developers);
        QVERIFY(page->front().email.find('@') != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(DeveloperReaderTest)
#include "developer_reader_test.moc"
