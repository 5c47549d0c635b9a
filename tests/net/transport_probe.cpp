// SPDX-License-Identifier: Apache-2.0
#include "tests/net/transport_probe.h"

#include <QEventLoop>
#include <QTimer>

#include <utility>

namespace devsync::net::test {

HttpEndpoint endpointAt(const QUrl& base, int concurrency) {
    return {.base = base, .proxy = {.mode = ProxyMode::None}, .concurrency = concurrency};
}

protocol::HttpRequest requestOf(protocol::Method method, std::string target, std::string body) {
    protocol::HttpRequest request{.method = method, .target = std::move(target), .body = std::move(body)};
    if (!request.body.empty())
        request.contentType = "application/json";
    return request;
}

void spinUntil(const std::function<bool()>& condition) {
    QTimer guard;
    guard.setSingleShot(true);
    QObject::connect(&guard, &QTimer::timeout, &guard, [] { qFatal("what a test waits for never came"); });
    guard.start(60000);
    QEventLoop loop;
    while (!condition())
        loop.processEvents(QEventLoop::WaitForMoreEvents);
}

TransportProbe::TransportProbe(HttpEndpoint endpoint, SecretResolver secrets, std::size_t bodyLimit) {
    HttpTransportOptions options{.secrets = std::move(secrets), .bodyLimit = bodyLimit};
    options.endpoints.apigee = std::move(endpoint);
    options.onAnswer = [this](HttpAnswer&& answer) {
        const RequestId id = answer.id;
        if (!m_answers.emplace(id, std::move(answer)).second)
            qFatal("a request was answered twice");
    };
    m_transport = std::make_unique<HttpTransport>(std::move(options));
}

RequestId TransportProbe::send(protocol::HttpRequest request, SendOptions options) {
    m_transport->send(++m_last, options, std::move(request));
    return m_last;
}

HttpAnswer& TransportProbe::await(RequestId id) {
    spinUntil([&] { return answered(id); });
    return m_answers.at(id);
}

} // namespace devsync::net::test
