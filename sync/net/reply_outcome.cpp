// SPDX-License-Identifier: Apache-2.0
#include "sync/net/reply_outcome.h"

#include <QNetworkReply>
#include <QUrl>
#include <QVariant>

#include <string>
#include <utility>

namespace devsync::net {

namespace {

using core::ErrorKind;
using Reply = QNetworkReply;

int statusOf(const Reply& reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Qt reports statuses from 400 on as errors; those are answers.
bool isAboutStatus(Reply::NetworkError error) {
    switch (error) {
    case Reply::NoError:
    case Reply::ContentAccessDenied:
    case Reply::ContentOperationNotPermittedError:
    case Reply::ContentNotFoundError:
    case Reply::AuthenticationRequiredError:
    case Reply::ContentConflictError:
    case Reply::ContentGoneError:
    case Reply::UnknownContentError:
    case Reply::ProtocolInvalidOperationError:
    case Reply::InternalServerError:
    case Reply::OperationNotImplementedError:
    case Reply::ServiceUnavailableError:
    case Reply::UnknownServerError:
        return true;
    default:
        return false;
    }
}

/// The kinds that promise "not executed" hold only while nothing went out.
ErrorKind kindOf(Reply::NetworkError error, const ExchangeFacts& facts) {
    if (!facts.tlsProblem.isEmpty())
        return ErrorKind::NetworkTls;
    const bool untouched = !facts.mayBeOnTheWire;
    switch (error) {
    case Reply::TimeoutError:
    case Reply::ProxyTimeoutError:
        return untouched ? ErrorKind::NetworkRefused : ErrorKind::NetworkTimeout;
    case Reply::HostNotFoundError:
        return untouched ? ErrorKind::NetworkDns : ErrorKind::NetworkClosed;
    case Reply::SslHandshakeFailedError:
        return untouched ? ErrorKind::NetworkTls : ErrorKind::NetworkClosed;
    case Reply::ConnectionRefusedError:
    case Reply::UnknownNetworkError:
    case Reply::ProxyConnectionRefusedError:
    case Reply::ProxyNotFoundError:
    case Reply::ProxyAuthenticationRequiredError:
        return untouched ? ErrorKind::NetworkRefused : ErrorKind::NetworkClosed;
    default:
        return ErrorKind::NetworkClosed;
    }
}

core::Error failure(const Reply& reply, const ExchangeFacts& facts) {
    // Qt's words where it has none; the kind says more
    const bool wordless = reply.errorString() == QStringLiteral("Unknown error");
    const QString said = wordless ? QString() : reply.errorString();
    const QString cause = facts.tlsProblem.isEmpty() ? said : facts.tlsProblem;
    return {
        .kind = kindOf(reply.error(), facts), .detail = cause.toStdString(), .httpStatus = statusOf(reply)};
}

core::Error closed(std::string detail, int status) {
    return {.kind = ErrorKind::NetworkClosed, .detail = std::move(detail), .httpStatus = status};
}

bool isRedirect(const Reply& reply, int status) {
    return status >= 300 && status < 400 && reply.hasRawHeader("Location");
}

core::Error redirect(const Reply& reply, int status) {
    const QUrl to = reply.url().resolved(QUrl::fromEncoded(reply.rawHeader("Location")));
    // query and user info of a redirect may hold tokens
    const QString shown = to.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    return {.kind = ErrorKind::RedirectRefused,
            .detail = "the server redirects to " + shown.toStdString(),
            .httpStatus = status};
}

/// Qt joins repeated headers: cookies with a line feed, others with a comma.
std::vector<protocol::Header> headersOf(const Reply& reply) {
    std::vector<protocol::Header> headers;
    for (const auto& [name, value] : reply.rawHeaderPairs()) {
        for (const QByteArray& part : value.split('\n'))
            headers.push_back({.name = name.toStdString(), .value = part.toStdString()});
    }
    return headers;
}

} // namespace

qint64 promisedLength(const QNetworkReply& reply) {
    const bool chunked = reply.rawHeader("Transfer-Encoding").toLower().contains("chunked");
    bool isNumber = false;
    const qint64 length = reply.rawHeader("Content-Length").trimmed().toLongLong(&isNumber);
    return isNumber && !chunked ? length : -1;
}

protocol::HttpResult readOutcome(const QNetworkReply& reply, const ExchangeFacts& facts,
                                 protocol::PaddedBytes&& body) {
    const int status = statusOf(reply);
    // before the error: for 307 and 308 Qt tries to rewind the body and fails, although it follows nothing
    if (isRedirect(reply, status))
        return tl::unexpected(redirect(reply, status));
    if (!isAboutStatus(reply.error()))
        return tl::unexpected(failure(reply, facts));
    if (status == 0)
        return tl::unexpected(closed("the answer has no status", 0));
    const qint64 promised = promisedLength(reply);
    const bool hasNoContent = status == 204 || status == 304;
    if (promised >= 0 && !hasNoContent && promised != static_cast<qint64>(body.size()))
        return tl::unexpected(closed("the answer is shorter than its length says", status));
    return protocol::HttpResponse{.status = status, .headers = headersOf(reply), .body = std::move(body)};
}

} // namespace devsync::net
