// SPDX-License-Identifier: Apache-2.0
// One request on its way: reads the answer as it comes, ends at the time-out or the size limit.
// Made by HttpTransport only; ends exactly once.
#pragma once

#include "sync/net/reply_outcome.h"
#include "sync/net/sent_secrets.h"
#include "sync/net/side_connections.h"
#include "sync/net/wire_request.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

class QNetworkReply;

namespace devsync::net {

struct ExchangeLimits {
    core::Millis timeout{};
    std::size_t bodyBytes = 0;
};

class HttpExchange : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(protocol::HttpResult&&)>;

    /// Sends at once; nothing is answered before control returns to the event loop.
    HttpExchange(Place&& place, WireRequest&& wire, const ExchangeLimits& limits);
    ~HttpExchange() override; ///< closes the connection if it has not ended; answers nothing

    void onDone(Done done) { m_done = std::move(done); }
    /// Ends with NetworkClosed, answered from the event loop.
    void abort();
    /// Gives the place at the manager back.
    void release() { m_place.reset(); }
    core::Millis elapsed() const { return core::Millis(m_clock.elapsed()); }

private:
    void watch();
    void takeBytes();
    void conclude();
    void giveUp(core::ErrorKind kind, std::string detail);
    void end(protocol::HttpResult&& result);

    std::optional<Place> m_place;
    ExchangeLimits m_limits;
    std::string m_where;
    SentSecrets m_secrets;
    Done m_done;
    OneShotBody* m_upload;           ///< owned by the reply
    QPointer<QNetworkReply> m_reply; ///< owned by its manager; deleted from the event loop
    QTimer m_deadline;
    QElapsedTimer m_clock;
    protocol::PaddedBytes m_body;
    ExchangeFacts m_facts;
};

} // namespace devsync::net
