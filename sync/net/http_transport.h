// SPDX-License-Identifier: Apache-2.0
// Carries HTTP requests to both sides. A request goes on the wire at most once: nothing here repeats,
// follows a redirect, answers an authentication prompt or keeps a cookie. It decides nothing else: retries,
// rate and order are the engine's. Called by the effect runner, on the sync thread, where it must be created.
#pragma once

#include "sync/core/now.h"
#include "sync/core/side.h"
#include "sync/net/http_endpoint.h"
#include "sync/net/secret_resolver.h"
#include "sync/protocol/http.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace devsync::net {

class HttpExchange;
class SideConnections;

using RequestId = std::uint64_t;

/// Signing in needs a POST also on a side that is locked read-only.
enum class Purpose : std::uint8_t { Data, SignIn };

struct SendOptions {
    core::Side side = core::Side::Apigee;
    core::Millis timeout{30000}; ///< from send() to the last byte of the answer
    Purpose purpose = Purpose::Data;
};

struct HttpAnswer {
    RequestId id = 0;
    core::Side side = core::Side::Apigee;
    /// Any whole answer with a status is a response, 4xx and 5xx too; an error is one of
    /// Network*, RedirectRefused, AnswerTooLarge, SecretUnavailable, SideReadOnly, Internal.
    protocol::HttpResult result;
    core::Millis roundTrip{}; ///< from send() to this answer
};

struct HttpTransportOptions {
    core::BothSides<std::optional<HttpEndpoint>> endpoints;
    SecretResolver secrets;
    /// Called on this object's thread, once for every send(), never from within send() or abort().
    /// May send and abort; must not destroy the transport.
    std::function<void(HttpAnswer&&)> onAnswer;
    std::size_t bodyLimit = std::size_t{64} << 20; ///< bytes of an answer's body
};

class HttpTransport : public QObject {
    Q_OBJECT
public:
    explicit HttpTransport(HttpTransportOptions options, QObject* parent = nullptr);
    ~HttpTransport() override; ///< closes what is in flight without answering it

    /// `id` must not be in flight. Get, Post, Put and Patch are sent; Head and Delete are refused (Internal),
    /// as are, with SideReadOnly, writes to a side locked read-only.
    void send(RequestId id, const SendOptions& options, protocol::HttpRequest&& request);
    /// The request is answered with NetworkClosed; a write may have been executed. Unknown ids are ignored.
    void abort(RequestId id);
    void abortAll();

    std::size_t inFlight() const { return m_exchanges.size(); }

private:
    core::Result<std::unique_ptr<HttpExchange>> start(const SendOptions& options,
                                                      protocol::HttpRequest&& request);
    void answerLater(RequestId id, core::Side side, core::Error error);
    void finish(RequestId id, core::Side side, protocol::HttpResult&& result);

    HttpTransportOptions m_options;
    core::BothSides<std::unique_ptr<SideConnections>> m_sides;
    std::unordered_map<RequestId, std::unique_ptr<HttpExchange>> m_exchanges;
};

} // namespace devsync::net
