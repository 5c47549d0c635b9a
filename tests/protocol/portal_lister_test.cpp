// SPDX-License-Identifier: Apache-2.0
// The portal lister against scripted portals: ranges, short pages, hidden users, users created meanwhile.
#include "sync/protocol/portal/portal_account_store.h"
#include "tests/protocol/answers.h"

#include <QTest>

#include <deque>
#include <functional>
#include <limits>
#include <set>

using namespace devsync;
using namespace devsync::testing;
using core::ErrorKind;
using protocol::HttpResponse;
using protocol::Lister;

namespace {

std::string resource(std::uint32_t uid, const std::string& mail) {
    const std::string number = std::to_string(uid);
    return R"({"type":"user--user","id":"u-)" + number + R"(","attributes":{"drupal_internal__uid":)" + number
           + R"(,"name":"n)" + number + R"(","mail":)" + mail
           + R"(,"status":true,"changed":"2023-11-14T22:14:06+00:00","first_name":"A","last_name":"B",)"
           + R"("field_company":null,"field_teams":[],"field_contact":null}})";
}

class Portal {
public:
    explicit Portal(std::set<std::uint32_t> all) : uids(std::move(all)) {}

    HttpResponse answerTo(const std::string& target) {
        ++requests;
        QMap<QByteArray, QByteArray> query;
        for (const QByteArray& item :
             QByteArray::fromStdString(target.substr(target.find('?') + 1)).split('&'))
            query.insert(QByteArray::fromPercentEncoding(item.left(item.indexOf('='))),
                         QByteArray::fromPercentEncoding(item.mid(item.indexOf('=') + 1)));
        const auto value = [&](const char* name) { return query.value(name); };
        if (value("sort").startsWith('-'))
            return highest();
        const std::uint32_t low = value("filter[low][condition][value]").toUInt();
        const QByteArray high = value("filter[high][condition][value]");
        return page(low, high.isEmpty() ? std::numeric_limits<std::uint32_t>::max() : high.toUInt());
    }

    std::set<std::uint32_t> uids;
    std::set<std::uint32_t> hidden; ///< left out after paging, without a word
    std::string mail = "\"m@x.example\"";
    std::string meta;
    int requests = 0;
    std::size_t largestPage = 0;
    std::function<void()> afterHighest;

private:
    HttpResponse highest() const {
        const std::string body = "{\"data\":[" + resource(*uids.rbegin(), mail) + "]}";
        if (afterHighest)
            afterHighest();
        return answer(200, body);
    }
    HttpResponse page(std::uint32_t low, std::uint32_t high) {
        std::string data;
        std::size_t rows = 0;
        auto it = uids.upper_bound(low);
        for (; it != uids.end() && *it <= high && rows < 50; ++it, ++rows)
            if (!hidden.contains(*it))
                data += (data.empty() ? "" : ",") + resource(*it, mail);
        largestPage = std::max(largestPage, rows);
        const bool more = it != uids.end() && *it <= high;
        return answer(200, "{\"data\":[" + data + "],\"links\":{"
                               + (more ? R"("next":{"href":"http://elsewhere/"})" : "") + "}" + meta + "}");
    }
};

struct Listed {
    std::set<std::uint32_t> uids;
    std::optional<core::Error> error;
    std::size_t mostOut = 0;
};

Listed listAll(Portal& portal, std::uint32_t parallel = 4, bool newestFirst = false) {
    const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
    const auto lister = store.list({.parallel = parallel});
    Listed listed;
    std::deque<Lister::Tag> open;
    for (const Lister::Tag tag : lister->start())
        open.push_back(tag);
    while (!open.empty()) {
        listed.mostOut = std::max(listed.mostOut, open.size());
        const Lister::Tag tag = newestFirst ? open.back() : open.front();
        newestFirst ? open.pop_back() : open.pop_front();
        const auto next = lister->answered(tag, portal.answerTo(lister->request(tag).target));
        if (!next) {
            listed.error = next.error();
            return listed;
        }
        open.insert(open.end(), next->begin(), next->end());
    }
    const auto listing = lister->finish();
    if (!listing) {
        listed.error = listing.error();
        return listed;
    }
    for (core::AccountTable::RowIndex row = 0; row < (*listing)->table().size(); ++row)
        listed.uids.insert((*listing)->table().uid(row));
    if ((*listing)->accounts() != listed.uids.size())
        listed.error = core::Error{.detail = "a user occurs twice"};
    return listed;
}

std::set<std::uint32_t> every(std::uint32_t step, std::uint32_t last) {
    std::set<std::uint32_t> uids;
    for (std::uint32_t uid = 1; uid <= last; uid += step)
        uids.insert(uid);
    return uids;
}

#define COMPARE_LISTED(listed, expected)                                                                     \
    QVERIFY2(!(listed).error, (listed).error ? (listed).error->detail.c_str() : "");                         \
    QCOMPARE((listed).uids, (expected))

} // namespace

class PortalListerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizes_data() {
        QTest::addColumn<int>("last");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("parallel");
        QTest::newRow("the administrator") << 1 << 1 << 4;
        QTest::newRow("a page") << 50 << 1 << 4;
        QTest::newRow("more than a page") << 51 << 1 << 1;
        QTest::newRow("several ranges") << 1234 << 1 << 4;
        QTest::newRow("gaps") << 100000 << 977 << 3;
        QTest::newRow("one at a time") << 5000 << 7 << 1;
        QTest::newRow("many at a time") << 5000 << 7 << 64;
    }
    void sizes() {
        QFETCH(int, last);
        QFETCH(int, step);
        QFETCH(int, parallel);
        for (const bool newestFirst : {false, true}) {
            Portal portal(every(std::uint32_t(step), std::uint32_t(last)));
            const Listed listed = listAll(portal, std::uint32_t(parallel), newestFirst);
            COMPARE_LISTED(listed, portal.uids);
            QVERIFY(listed.mostOut <= std::size_t(parallel));
        }
    }

    void usesItsSlots() {
        Portal portal(every(1, 4000));
        QCOMPARE(listAll(portal, 4).mostOut, std::size_t(4));
    }

    void asksEncoded() {
        const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
        const auto lister = store.list({.parallel = 2});
        const Lister::Tag first = lister->start().front();
        QCOMPARE(lister->request(first).target,
                 std::string("/jsonapi/user/user?sort=-drupal_internal__uid&page%5Blimit%5D=1&"
                             "fields%5Buser--user%5D=drupal_internal__uid%2Cmail"));
        const auto ranges =
            lister->answered(first, answer(200, "{\"data\":[" + resource(400, "null") + "]}"));
        QCOMPARE(ranges->size(), std::size_t(2));
        const std::string target = lister->request(ranges->front()).target;
        QVERIFY(target.find("filter%5Blow%5D%5Bcondition%5D%5Boperator%5D=%3E&") != std::string::npos);
        QVERIFY(target.find("filter%5Bhigh%5D%5Bcondition%5D%5Boperator%5D=%3C%3D&") != std::string::npos);
        QVERIFY(target.find("filter%5Bhigh%5D%5Bcondition%5D%5Bvalue%5D=200") != std::string::npos);
        QVERIFY(lister->request(ranges->back()).target.find("high") == std::string::npos);
    }

    void accessFilteredShortPagesAreNoEnd() {
        Portal portal(every(1, 300));
        for (std::uint32_t uid = 10; uid < 40; ++uid)
            portal.hidden.insert(uid);
        std::set<std::uint32_t> seen = portal.uids;
        for (const std::uint32_t uid : portal.hidden)
            seen.erase(uid);
        COMPARE_LISTED(listAll(portal), seen);
    }

    void aPageThatShowsNobodyIsNoEnd() {
        Portal portal(every(1, 300));
        for (std::uint32_t uid = 1; uid <= 50; ++uid)
            portal.hidden.insert(uid);
        QCOMPARE(listAll(portal).error->kind, ErrorKind::ListingIncomplete);
    }

    void usersCreatedMeanwhileAreListed() {
        Portal portal(every(1, 500));
        portal.afterHighest = [&] {
            portal.uids.insert(501);
            portal.uids.insert(900);
        };
        COMPARE_LISTED(listAll(portal), portal.uids);
    }

    void mailDecides() {
        Portal portal(every(1, 60));
        portal.mail = "null";
        COMPARE_LISTED(listAll(portal), portal.uids);
        portal.mail = R"("x","mail_":0)";
        COMPARE_LISTED(listAll(portal), portal.uids);
    }

    void hiddenMailIsNoListing() {
        const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
        const auto lister = store.list({});
        const auto ranges = lister->answered(lister->start().front(),
                                             answer(200, "{\"data\":[" + resource(3, "null") + "]}"));
        std::string user = resource(3, "null");
        user.replace(user.find("\"mail\""), 6, "\"mile\"");
        const auto page = lister->answered(
            ranges->front(), answer(200, "{\"data\":[" + resource(2, "null") + "," + user + "]}"));
        QCOMPARE(page.error().kind, ErrorKind::MailHidden);
        QVERIFY(page.error().side == core::Side::Portal);
        QCOMPARE(lister->accounts(), 0U);
    }

    void anonymousAnswersAreNoListing() {
        const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
        for (const auto& nobody :
             {recordedAnswer("captures/32_after_logout"), recordedAnswer("captures/31_list_sparse_uid0"),
              answer(200, "{\"data\":[]}"),
              answer(200, "{\"data\":[{\"attributes\":{\"drupal_internal__uid\":9}}]}")}) {
            const auto lister = store.list({});
            QCOMPARE(lister->answered(lister->start().front(), nobody).error().kind, ErrorKind::MailHidden);
            QVERIFY(!lister->done());
        }
    }

    void omittedUsersAreNoListing() {
        Portal portal(every(1, 60));
        portal.meta = R"(,"meta":{"omitted":{"detail":"x"}})";
        QCOMPARE(listAll(portal).error->kind, ErrorKind::PermissionDenied);
    }

    void strangeOrderIsNoListing_data() {
        QTest::addColumn<QByteArray>("uids");
        QTest::newRow("descending") << QByteArray("3 2");
        QTest::newRow("twice") << QByteArray("2 2");
        QTest::newRow("above the range") << QByteArray("1 300");
    }
    void strangeOrderIsNoListing() {
        QFETCH(QByteArray, uids);
        const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
        const auto lister = store.list({});
        const auto ranges = lister->answered(lister->start().front(),
                                             answer(200, "{\"data\":[" + resource(900, "null") + "]}"));
        std::string data;
        for (const QByteArray& uid : uids.split(' '))
            data += (data.empty() ? "" : ",") + resource(uid.toUInt(), "null");
        const auto page = lister->answered(ranges->front(), answer(200, "{\"data\":[" + data + "]}"));
        QCOMPARE(page.error().kind, ErrorKind::ListingIncomplete);
        QCOMPARE(lister->accounts(), 0U);
    }

    void aCutPageIsAskedAgainUnchanged() {
        const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
        const auto lister = store.list({});
        const auto ranges = lister->answered(lister->start().front(),
                                             answer(200, "{\"data\":[" + resource(2, "null") + "]}"));
        const std::string page = "{\"data\":[" + resource(1, "null") + "," + resource(2, "null") + "]}";
        for (std::size_t length = 0; length < page.size(); ++length) {
            const auto next = lister->answered(ranges->front(), answer(200, page.substr(0, length)));
            QVERIFY(!next);
            QCOMPARE(next.error().kind, ErrorKind::AnswerNotJson);
            QCOMPARE(lister->accounts(), 0U);
        }
        QVERIFY(lister->answered(ranges->front(), answer(200, page)));
        QVERIFY(lister->done());
        QVERIFY(lister->finish());
    }

    void refusalsKeepTheirKind() {
        const protocol::portal::PortalAccountStore store({.userName = "sync", .mapping = mapping()});
        for (const auto& [capture, kind] :
             {std::pair{"answers/36_maint_jsonapi_sync", ErrorKind::Maintenance},
              std::pair{"answers/36_nojsonapi_list", ErrorKind::OrganizationMissing},
              std::pair{"answers/36_fault_oom", ErrorKind::ServerFault},
              std::pair{"answers/36_fault_warn", ErrorKind::AnswerNotJson}}) {
            const auto lister = store.list({});
            QCOMPARE(lister->answered(lister->start().front(), recordedAnswer(capture)).error().kind, kind);
        }
    }
};

QTEST_APPLESS_MAIN(PortalListerTest)
#include "portal_lister_test.moc"
