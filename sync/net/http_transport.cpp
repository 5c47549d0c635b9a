// SPDX-License-Identifier: Apache-2.0
#include "sync/net/http_transport.h"

#include "sync/core/check.h"
#include "sync/net/http_exchange.h"
#include "sync/net/side_connections.h"
#include "sync/net/wire_request.h"

#include <QNetworkAccessManager>

#include <utility>
#include <vector>

namespace devsync::net {

namespace {

core::Result<void> mayBeSent(const HttpEndpoint& endpoint, const SendOptions& options,
                             protocol::Method method) {
    using protocol::Method;
    if (method == Method::Delete || method == Method::Head)
        return core::fail(core::ErrorKind::Internal, "this method is never sent",
                          std::string(protocol::methodName(method)));
    const bool signIn = options.purpose == Purpose::SignIn && method == Method::Post;
    if (endpoint.readOnly && method != Method::Get && !signIn)
        return core::fail(core::ErrorKind::SideReadOnly, "this side is locked read-only in the profile",
                          std::string(protocol::methodName(method)));
    return {};
}

} // namespace

HttpTransport::HttpTransport(HttpTransportOptions options, QObject* parent)
    : QObject(parent), m_options(std::move(options)) {
    for (const core::Side side : core::kSides) {
        if (m_options.endpoints[side])
            m_sides[side] = std::make_unique<SideConnections>(*m_options.endpoints[side]);
    }
}

HttpTransport::~HttpTransport() = default;

void HttpTransport::send(RequestId id, const SendOptions& options, protocol::HttpRequest&& request) {
    DEVSYNC_CHECK(!m_exchanges.contains(id));
    auto exchange = start(options, std::move(request));
    if (!exchange) {
        exchange.error().side = options.side;
        answerLater(id, options.side, std::move(exchange.error()));
        return;
    }
    (*exchange)->onDone([this, id, side = options.side](protocol::HttpResult&& result) {
        finish(id, side, std::move(result));
    });
    m_exchanges.emplace(id, std::move(*exchange));
}

core::Result<std::unique_ptr<HttpExchange>> HttpTransport::start(const SendOptions& options,
                                                                 protocol::HttpRequest&& request) {
    SideConnections* side = m_sides[options.side].get();
    if (!side)
        return core::fail(core::ErrorKind::Internal, "no address is configured for this side");
    if (auto allowed = mayBeSent(side->endpoint(), options, request.method); !allowed)
        return tl::unexpected(std::move(allowed.error()));
    auto wire = buildWireRequest(side->endpoint(), std::move(request), m_options.secrets);
    if (!wire)
        return tl::unexpected(std::move(wire.error()));
    if (auto secured = side->secure(wire->request); !secured)
        return tl::unexpected(std::move(secured.error()));
    return std::make_unique<HttpExchange>(
        side->reserve(), std::move(*wire),
        ExchangeLimits{.timeout = options.timeout, .bodyBytes = m_options.bodyLimit});
}

void HttpTransport::abort(RequestId id) {
    if (const auto it = m_exchanges.find(id); it != m_exchanges.end())
        it->second->abort();
}

void HttpTransport::abortAll() {
    for (auto& [id, exchange] : m_exchanges)
        exchange->abort();
}

void HttpTransport::answerLater(RequestId id, core::Side side, core::Error error) {
    const auto answer = [this, id, side, failed = std::move(error)] {
        m_options.onAnswer(HttpAnswer{.id = id, .side = side, .result = tl::unexpected(failed)});
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

void HttpTransport::finish(RequestId id, core::Side side, protocol::HttpResult&& result) {
    auto node = m_exchanges.extract(id);
    DEVSYNC_CHECK(!node.empty());
    HttpAnswer answer{.id = id, .side = side, .result = std::move(result)};
    answer.roundTrip = node.mapped()->elapsed();
    node.mapped()->release();
    if (!answer.result)
        answer.result.error().side = side;
    node.mapped().release()->deleteLater(); // we are inside its call
    m_options.onAnswer(std::move(answer));
}

} // namespace devsync::net
