// SPDX-License-Identifier: Apache-2.0
// The Apigee lister against scripted servers: sizes, vanishing start keys, exclusive paging, repeats.
#include "sync/protocol/apigee/apigee_account_store.h"
#include "tests/protocol/answers.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <set>

using namespace devsync;
using namespace devsync::testing;
using protocol::HttpRequest;
using protocol::HttpResponse;
using protocol::Lister;

namespace {

const std::string kGone = R"({"error":{"code":404,"message":"no such developer","status":"NOT_FOUND"}})";

std::string record(const std::string& email) {
    return email.starts_with('-') ? R"({"userName":")" + email + R"("})"
                                  : R"({"email":")" + email + R"(","status":"active"})";
}

/// An organisation whose pages hold `pageSize` developers; keys in the given order.
class Server {
public:
    Server(std::vector<std::string> keys, std::size_t pages) : emails(std::move(keys)), pageSize(pages) {}

    HttpResponse answerTo(const HttpRequest& request) {
        ++requests;
        if (beforeAnswer)
            beforeAnswer(request.target);
        const std::size_t query = request.target.find('?');
        if (query == std::string::npos)
            return developer(request.target.substr(request.target.rfind('/') + 1));
        if (emptyPages.contains(++pagesAsked))
            return answer(200, "{}");
        const std::size_t key = request.target.find("&startKey=");
        return key == std::string::npos ? page(0) : pageFrom(decoded(request.target.substr(key + 10)));
    }

    static std::string decoded(const std::string& text) {
        return QByteArray::fromPercentEncoding(QByteArray::fromStdString(text)).toStdString();
    }

    std::vector<std::string> emails;
    std::size_t pageSize;
    bool exclusive = false;
    bool positional = false; ///< a deleted start key gives the page behind it instead of 404
    int requests = 0;
    int pagesAsked = 0;
    std::set<int> emptyPages; ///< by number of the request for a page, from 1
    std::function<void(const std::string& target)> beforeAnswer;

private:
    HttpResponse page(std::size_t from) const {
        std::string list;
        for (std::size_t i = from; i < std::min(emails.size(), from + pageSize); ++i)
            list += (list.empty() ? "" : ",") + record(emails[i]);
        return answer(200, list.empty() ? "{}" : "{\"developer\":[" + list + "]}");
    }
    HttpResponse pageFrom(const std::string& key) const {
        const auto found = std::ranges::find(emails, key);
        if (found == emails.end() && !positional)
            return answer(404, kGone);
        const auto at = found != emails.end() ? found : std::ranges::upper_bound(emails, key);
        return page(std::size_t(at - emails.begin()) + (exclusive && found != emails.end() ? 1 : 0));
    }
    HttpResponse developer(const std::string& key) const {
        return std::ranges::count(emails, decoded(key)) > 0 ? answer(200, record(decoded(key)))
                                                            : answer(404, kGone);
    }
};

struct Listed {
    std::vector<std::string> emails;
    std::optional<core::Error> error;
};

Listed listAll(Server& server, std::uint32_t asked = 1000) {
    const protocol::apigee::ApigeeAccountStore store(
        {.organization = "o rg", .mapping = mapping(), .pageSize = asked});
    const auto lister = store.list({});
    std::vector<Lister::Tag> open = lister->start();
    for (int i = 0; i < 1000 && !open.empty(); ++i) {
        const auto next = lister->answered(open.front(), server.answerTo(lister->request(open.front())));
        if (!next)
            return {{}, next.error()};
        open = *next;
    }
    if (!lister->done())
        return {{}, core::Error{.detail = "no end"}};
    const auto listing = lister->finish();
    if (!listing)
        return {{}, listing.error()};
    Listed listed;
    for (core::AccountTable::RowIndex row = 0; row < (*listing)->table().size(); ++row)
        if (!(*listing)->superseded(row))
            listed.emails.emplace_back((*listing)->table().email(row));
    return listed;
}

std::vector<std::string> people(int count) {
    std::vector<std::string> emails;
    for (int i = 0; i < count; ++i)
        emails.push_back(QStringLiteral("u%1+t@x.example").arg(i, 4, 10, QLatin1Char('0')).toStdString());
    return emails;
}

#define COMPARE_LISTED(listed, expected)                                                                     \
    QVERIFY2(!(listed).error, (listed).error ? (listed).error->detail.c_str() : "");                         \
    QCOMPARE((listed).emails, (expected))

} // namespace

class ApigeeListerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizes_data() {
        QTest::addColumn<int>("developers");
        QTest::addColumn<int>("requests");
        QTest::newRow("none") << 0 << 1;
        QTest::newRow("one") << 1 << 2;
        QTest::newRow("one less than a page") << 9 << 2;
        QTest::newRow("a page") << 10 << 2;
        QTest::newRow("one more than a page") << 11 << 3;
        QTest::newRow("three pages") << 28 << 4;
    }
    void sizes() {
        QFETCH(int, developers);
        QFETCH(int, requests);
        Server server(people(developers), 10);
        const Listed listed = listAll(server);
        COMPARE_LISTED(listed, people(developers));
        QCOMPARE(server.requests, requests);
    }

    void asksWhatIsDocumented() {
        Server server(people(3), 2);
        std::vector<std::string> targets;
        server.beforeAnswer = [&](const std::string& target) { targets.push_back(target); };
        listAll(server);
        QCOMPARE(targets[0], std::string("/organizations/o%20rg/developers?expand=true&count=1000"));
        QCOMPARE(targets[1], targets[0] + "&startKey=u0001%2Bt%40x.example");
    }

    void aShortPageIsNoEnd() {
        Server server(people(12), 7);
        server.beforeAnswer = [&](const std::string&) { server.pageSize = server.requests % 2 ? 2 : 5; };
        COMPARE_LISTED(listAll(server), people(12));
    }

    void deletedStartKeysAreLeftOut_data() {
        QTest::addColumn<int>("deleted"); // the last keys of the first page of 10
        QTest::newRow("one") << 1;
        QTest::newRow("two") << 2;
        QTest::newRow("three") << 3;
    }
    void deletedStartKeysAreLeftOut() {
        QFETCH(int, deleted);
        Server server(people(25), 10);
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.erase(server.emails.begin() + 10 - deleted, server.emails.begin() + 10);
        };
        std::vector<std::string> left = people(25);
        left.erase(left.begin() + 10 - deleted, left.begin() + 10);
        COMPARE_LISTED(listAll(server), left);
    }

    void fourDeletedStartKeysBeginAgain() {
        Server server(people(25), 10);
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.erase(server.emails.begin() + 6, server.emails.begin() + 10);
        };
        std::vector<std::string> left = people(25);
        left.erase(left.begin() + 6, left.begin() + 10);
        COMPARE_LISTED(listAll(server), left);
    }

    void beginningAgainHappensOnce() {
        Server server(people(60), 10);
        server.beforeAnswer = [&](const std::string& target) {
            if (const std::size_t at = target.find("startKey="); at != std::string::npos)
                std::erase(server.emails, Server::decoded(target.substr(at + 9)));
        };
        const Listed listed = listAll(server);
        QVERIFY(listed.error);
        QCOMPARE(listed.error->kind, core::ErrorKind::ListingIncomplete);
    }

    void aLonelyDeletedStartKeyBeginsAgain() {
        Server server(people(1), 10);
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.clear();
        };
        COMPARE_LISTED(listAll(server), people(0));
    }

    void aDeletedStartKeyMissingFromItsPage() {
        Server server(people(25), 10);
        server.positional = true;
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.erase(server.emails.begin() + 9);
        };
        std::vector<std::string> left = people(25);
        left.erase(left.begin() + 9);
        COMPARE_LISTED(listAll(server), left);
    }

    void theLastOfAllIsDeleted() {
        Server server(people(10), 10);
        server.positional = true;
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.pop_back();
        };
        COMPARE_LISTED(listAll(server), people(9));
    }

    void exclusiveServers_data() {
        QTest::addColumn<int>("developers");
        for (const int developers : {0, 1, 9, 10, 11, 25})
            QTest::addRow("%d", developers) << developers;
    }
    void exclusiveServers() {
        QFETCH(int, developers);
        Server server(people(developers), 10);
        server.exclusive = true;
        COMPARE_LISTED(listAll(server), people(developers));
    }

    /// Apigee begins each page with its start key: an empty one is a wrong answer, not the end.
    void anEmptyPageBehindAKeyThatExistsIsNoEnd_data() {
        QTest::addColumn<int>("developers");
        QTest::addColumn<int>("page"); // that is empty, once
        QTest::addColumn<bool>("exclusive");
        for (const bool exclusive : {false, true}) {
            const char* kind = exclusive ? "exclusive" : "inclusive";
            QTest::addRow("%s, the second of many", kind) << 25 << 2 << exclusive;
            QTest::addRow("%s, a later one", kind) << 35 << 3 << exclusive;
            QTest::addRow("%s, behind a lone developer", kind) << 1 << 2 << exclusive;
        }
    }
    void anEmptyPageBehindAKeyThatExistsIsNoEnd() {
        QFETCH(int, developers);
        QFETCH(int, page);
        QFETCH(bool, exclusive);
        Server server(people(developers), 10);
        server.exclusive = exclusive;
        server.emptyPages = {page};
        const Listed listed = listAll(server);
        COMPARE_LISTED(listed, people(developers));
        QVERIFY(server.pagesAsked >= page);
    }

    void aShortFirstPageAndAnEmptySecondOneAreNoEnd() {
        Server server(people(25), 10);
        server.emptyPages = {2};
        server.beforeAnswer = [&](const std::string&) { server.pageSize = server.pagesAsked == 0 ? 1 : 10; };
        const Listed listed = listAll(server);
        COMPARE_LISTED(listed, people(25));
    }

    void pagesThatStayEmptyAreAnError_data() {
        QTest::addColumn<QString>("key"); // whose pages are empty
        QTest::newRow("all but the first") << QString();
        QTest::newRow("the one at the end") << QStringLiteral("u0024");
    }
    void pagesThatStayEmptyAreAnError() {
        QFETCH(QString, key);
        Server server(people(25), 10);
        server.beforeAnswer = [&](const std::string& target) {
            server.emptyPages.clear();
            if (target.find("&startKey=" + key.toStdString()) != std::string::npos)
                server.emptyPages = {server.pagesAsked + 1};
        };
        const Listed listed = listAll(server);
        QVERIFY(listed.error);
        QCOMPARE(listed.error->kind, core::ErrorKind::ListingIncomplete);
        QVERIFY(server.requests < 30);
    }

    void aRepeatedPageIsAnError() {
        Server server(people(25), 10);
        const protocol::apigee::ApigeeAccountStore store({.organization = "o", .mapping = mapping()});
        const auto lister = store.list({});
        const HttpResponse first = server.answerTo(lister->request(lister->start().front()));
        const auto second = lister->answered(lister->start().front(), first);
        QVERIFY(second);
        const auto repeated = lister->answered(second->front(), first);
        QVERIFY(!repeated);
        QCOMPARE(repeated.error().kind, core::ErrorKind::ListingIncomplete);
        QCOMPARE(lister->accounts(), 10U);
    }

    void twinsAndInsertionsWhileListing() {
        Server server(people(25), 10);
        server.emails[4] = "U0003+T@x.example";
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.insert(server.emails.begin() + 15, "new@x.example");
        };
        const Listed listed = listAll(server);
        COMPARE_LISTED(listed, server.emails);
    }

    void recordsWithoutAddressCountOnce() {
        std::vector<std::string> emails = people(12);
        emails.insert(emails.begin() + 9, "-one"); // at the end of the first page
        emails.push_back("-two");                  // behind the last key of all
        Server server(emails, 10);
        const Listed listed = listAll(server);
        QVERIFY2(!listed.error, listed.error ? listed.error->detail.c_str() : "");
        QCOMPARE(listed.emails.size(), emails.size());
        QCOMPARE(std::ranges::count(listed.emails, std::string()), 2);
    }

    void recordsWithoutAddressBeforeADeletedKeyCountOnce() {
        std::vector<std::string> emails = people(15);
        emails.insert(emails.begin() + 8, "-one"); // before the last of the first page
        Server server(emails, 10);
        server.beforeAnswer = [&](const std::string&) {
            if (server.requests == 2)
                server.emails.erase(server.emails.begin() + 9);
        };
        const Listed listed = listAll(server);
        QVERIFY2(!listed.error, listed.error ? listed.error->detail.c_str() : "");
        QCOMPARE(listed.emails.size(), std::size_t{15});
        QCOMPARE(std::ranges::count(listed.emails, std::string()), 1);
    }

    /// Behind a full page of them more may follow, and there is no key to ask from.
    void aPageFullOfRecordsWithoutAddressIsNoEnd() {
        Server server({"a@x.example", "-one", "-two", "-three", "b@x.example"}, 3);
        const Listed listed = listAll(server, 3);
        QVERIFY(listed.error);
        QCOMPARE(listed.error->kind, core::ErrorKind::ListingIncomplete);
    }

    void aFailedPageIsAskedAgainUnchanged() {
        Server server(people(15), 10);
        const protocol::apigee::ApigeeAccountStore store({.organization = "o", .mapping = mapping()});
        const auto lister = store.list({});
        const Lister::Tag tag = lister->start().front();
        const HttpResponse page = server.answerTo(lister->request(tag));
        const std::string target = lister->request(tag).target;
        for (const auto& broken :
             {answer(200, std::string(page.body.view().substr(0, page.body.size() - 3))),
              answer(503, "<html>"), answer(429, "{}"), answer(200, "<html>login</html>")}) {
            const auto next = lister->answered(tag, broken);
            QVERIFY(!next);
            QCOMPARE(lister->accounts(), 0U);
            QCOMPARE(lister->request(tag).target, target);
        }
        QVERIFY(lister->answered(tag, page));
        QCOMPARE(lister->accounts(), 10U);
    }

    void aMissingOrganisationIsNoEmptyOne() {
        const protocol::apigee::ApigeeAccountStore store({.organization = "o", .mapping = mapping()});
        for (const std::string& body : {kGone, std::string("<html>not found</html>")}) {
            const auto lister = store.list({});
            const auto next = lister->answered(lister->start().front(), answer(404, body));
            QVERIFY(!next);
            QCOMPARE(next.error().kind, core::ErrorKind::OrganizationMissing);
        }
    }
};

QTEST_APPLESS_MAIN(ApigeeListerTest)
#include "apigee_lister_test.moc"
