// SPDX-License-Identifier: Apache-2.0
#include "sync/net/http_exchange.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>
#include <QStringList>

#include <utility>

namespace devsync::net {

HttpExchange::HttpExchange(Place&& place, WireRequest&& wire, const ExchangeLimits& limits)
    : m_place(std::move(place)), m_limits(limits), m_where(std::move(wire.where)),
      m_secrets(std::move(wire.secrets)), m_upload(wire.body.release()),
      m_reply(m_place->manager().sendCustomRequest(wire.request, wire.verb, m_upload)) {
    m_upload->setParent(m_reply);
    m_clock.start();
    watch();
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_deadline.start(limits.timeout);
}

HttpExchange::~HttpExchange() {
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpExchange::watch() {
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_facts.mayBeOnTheWire = true; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::takeBytes);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::takeBytes);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::conclude);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        QStringList texts;
        for (const QSslError& error : errors)
            texts << error.errorString();
        m_facts.tlsProblem = texts.join(QLatin1String("; "));
    });
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { giveUp(core::ErrorKind::NetworkTimeout, "no whole answer in time"); });
}

void HttpExchange::abort() {
    // the handler must not run inside its own caller
    QMetaObject::invokeMethod(
        this, [this] { giveUp(core::ErrorKind::NetworkClosed, "aborted before the answer"); },
        Qt::QueuedConnection);
}

void HttpExchange::takeBytes() {
    const auto limit = static_cast<qint64>(m_limits.bodyBytes);
    const auto arrived = static_cast<qint64>(m_body.size()) + m_reply->bytesAvailable();
    if (promisedLength(*m_reply) > limit || arrived > limit) {
        giveUp(core::ErrorKind::AnswerTooLarge, "the answer is over the size limit");
        return;
    }
    const QByteArray bytes = m_reply->readAll();
    if (!bytes.isEmpty())
        m_body.append({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

void HttpExchange::conclude() {
    if (!m_done)
        return;
    takeBytes();
    if (!m_done) // over the limit with its last bytes
        return;
    m_facts.mayBeOnTheWire = m_facts.mayBeOnTheWire || m_upload->touched();
    end(readOutcome(*m_reply, m_facts, std::move(m_body)));
}

void HttpExchange::giveUp(core::ErrorKind kind, std::string detail) {
    if (!m_done)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_reply->disconnect(this);
    m_reply->abort();
    end(tl::unexpected(core::Error{.kind = kind, .detail = std::move(detail), .httpStatus = status}));
}

void HttpExchange::end(protocol::HttpResult&& result) {
    m_deadline.stop();
    if (!result)
        result.error().where = m_where;
    takeSecretsOut(m_secrets, result);
    std::exchange(m_done, nullptr)(std::move(result));
}

} // namespace devsync::net
