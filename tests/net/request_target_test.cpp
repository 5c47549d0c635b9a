// SPDX-License-Identifier: Apache-2.0
// Targets go out byte for byte as the codecs encoded them, or not at all.
#include "sync/net/wire_request.h"
#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QTest>
#include <rapidcheck.h>

using namespace devsync;
using namespace devsync::net::test;
using core::ErrorKind;
using protocol::Method;

namespace {

constexpr std::string_view kUnreserved =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"; // escaping these would be undone

std::string encoded(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (kUnreserved.find(c) != std::string_view::npos) {
            out += c;
        } else {
            char escape[4];
            std::snprintf(escape, sizeof escape, "%%%02X",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += escape;
        }
    }
    return out;
}

} // namespace

class RequestTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("RC_PARAMS", "max_success=10000"); }
    void unchangedOnTheWire_data();
    void unchangedOnTheWire();
    void anyEncodedSegment();
    void refused_data();
    void refused();
};

void RequestTargetTest::unchangedOnTheWire_data() {
    QTest::addColumn<QByteArray>("target");
    const char* targets[] = {
        "/developers?expand=true&count=1000&startKey=a%2Bb%40c.example",
        "/developers/a%2Bb%40c.example",
        "/developers/a+b@c.example",
        "/developers/x%2Fy%25z",
        "/developers/%25",
        "/developers/%252F",
        "/developers/j%C3%B6rg%40exa%C3%A7ao.example",
        "/developers/%22%23%3F%5B%5D%7B%7D%7C%5C%5E%60",
        "/developers/o'neil@c.example",
        "/jsonapi/user/user?page%5Blimit%5D=50&filter%5Buid%5D%5Bcondition%5D%5Boperator%5D=%3E",
        "/jsonapi/user/user?page[limit]=50&filter[x][condition][operator]=IN",
        "/jsonapi/user/user?sort=drupal_internal__uid&a=1%262",
        "/jsonapi/user/user?q=a%20b%2Bc+d",
        "/user/login?_format=json",
        "/x?action=inactive",
        "/a//b",
        "/",
    };
    for (const char* target : targets)
        QTest::newRow(target) << QByteArray(target);
}

void RequestTargetTest::unchangedOnTheWire() {
    QFETCH(QByteArray, target);
    WireServer server;
    TransportProbe plain(endpointAt(server.url()));
    TransportProbe prefixed(endpointAt(server.url(QStringLiteral("/v1"))));
    const auto& first = plain.exchange(requestOf(Method::Get, target.toStdString()));
    QVERIFY2(first.result.has_value(), first.result ? "" : first.result.error().detail.c_str());
    QVERIFY(prefixed.exchange(requestOf(Method::Post, target.toStdString(), "{}")).result.has_value());
    QCOMPARE(server.seen().at(0).line(), "GET " + target + " HTTP/1.1");
    QCOMPARE(server.seen().at(1).line(), "POST /v1" + target + " HTTP/1.1");
}

void RequestTargetTest::anyEncodedSegment() {
    const bool held = rc::check("every percent-encoded text can be sent", [] {
        const auto path = *rc::gen::nonEmpty<std::string>();
        const auto value = *rc::gen::arbitrary<std::string>();
        RC_PRE(path != "." && path != "..");
        const auto wire =
            net::buildWireRequest(endpointAt(QUrl(QStringLiteral("https://h.example/v1"))),
                                  requestOf(Method::Get, "/" + encoded(path) + "?k=" + encoded(value)), {});
        RC_ASSERT(wire.has_value());
        const QByteArray text = wire->request.url().toEncoded();
        RC_ASSERT(text.toStdString() == "https://h.example/v1/" + encoded(path) + "?k=" + encoded(value));
    });
    QVERIFY(held);
}

void RequestTargetTest::refused_data() {
    QTest::addColumn<QByteArray>("target");
    for (const char* target : {"", "developers", "/a/../b", "/developers/..", "/a#b", "/a b", "/a%zz",
                               "/a?b=%", "/j\xC3\xB6rg", "/a\r\nX: 1"})
        QTest::newRow(target) << QByteArray(target);
}

void RequestTargetTest::refused() {
    QFETCH(QByteArray, target);
    WireServer server;
    TransportProbe probe(endpointAt(server.url()));
    const auto& answer = probe.exchange(requestOf(Method::Put, target.toStdString(), "{}"));
    QVERIFY(!answer.result.has_value());
    QCOMPARE(static_cast<int>(answer.result.error().kind), static_cast<int>(ErrorKind::Internal));
    QCOMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(RequestTargetTest)
#include "request_target_test.moc"
