// SPDX-License-Identifier: Apache-2.0
#include "sync/net/wire_request.h"

#include "sync/net/secret_filler.h"

#include <QVariant>

#include <algorithm>
#include <string_view>
#include <utility>

namespace devsync::net {

namespace {

QByteArray bytesOf(std::string_view text) {
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Request line as Qt writes it; see QHttpNetworkRequest.
QByteArray wireTarget(const QUrl& url) {
    return url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment
                         | QUrl::NormalizePathSegments);
}

core::Result<QUrl> address(const HttpEndpoint& endpoint, const std::string& target) {
    QByteArray base = endpoint.base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (base.endsWith('/'))
        base.chop(1);
    const QByteArray origin =
        endpoint.base.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    const QByteArray expected = base.mid(origin.size()) + bytesOf(target);
    QUrl url = QUrl::fromEncoded(base + bytesOf(target), QUrl::StrictMode);
    if (!target.starts_with('/') || !url.isValid() || wireTarget(url) != expected)
        return core::fail(core::ErrorKind::Internal, "the target cannot be sent unchanged", target);
    return url;
}

void switchOffHelpfulness(QNetworkRequest& request) {
    using R = QNetworkRequest;
    request.setAttribute(R::Http2AllowedAttribute, false);
    request.setAttribute(R::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(R::CookieLoadControlAttribute, R::Manual);
    request.setAttribute(R::CookieSaveControlAttribute, R::Manual);
    request.setAttribute(R::AuthenticationReuseAttribute, R::Manual);
    request.setAttribute(R::RedirectPolicyAttribute, R::ManualRedirectPolicy);
    request.setAttribute(R::CacheLoadControlAttribute, R::AlwaysNetwork);
    request.setAttribute(R::CacheSaveControlAttribute, false);
    request.setAttribute(R::DoNotBufferUploadDataAttribute, true);
    request.setRawHeader("User-Agent", "devsync/0.1");
    // A compressed answer hides how many bytes were promised; a language makes error texts vary by machine.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Accept-Language", "en");
}

core::Result<void> addHeader(QNetworkRequest& request, std::string_view name, std::string_view value) {
    const auto breaksLine = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    if (name.empty() || std::ranges::any_of(name, breaksLine) || std::ranges::any_of(value, breaksLine))
        return core::fail(core::ErrorKind::Internal, "a header holds a line break", std::string(name));
    request.setRawHeader(bytesOf(name), bytesOf(value));
    return {};
}

core::Result<void> addHeaders(QNetworkRequest& out, const protocol::HttpRequest& request,
                              SecretFiller& filler) {
    for (const protocol::Header& header : request.headers) {
        if (auto added = addHeader(out, header.name, header.value); !added)
            return added;
    }
    for (const protocol::SecretHeader& header : request.secretHeaders) {
        auto value = filler.headerValue(header);
        if (!value)
            return tl::unexpected(std::move(value.error()));
        if (auto added = addHeader(out, header.name, *value); !added)
            return added;
    }
    if (request.contentType.empty())
        return {};
    return addHeader(out, "Content-Type", request.contentType);
}

std::string placeOf(const protocol::HttpRequest& request) {
    std::string place(protocol::methodName(request.method));
    place += ' ';
    place += request.target.substr(0, request.target.find('?'));
    return place;
}

} // namespace

core::Result<WireRequest> buildWireRequest(const HttpEndpoint& endpoint, protocol::HttpRequest&& request,
                                           const SecretResolver& secrets) {
    auto url = address(endpoint, request.target);
    if (!url)
        return tl::unexpected(std::move(url.error()));
    WireRequest wire{.request = QNetworkRequest(*url)};
    switchOffHelpfulness(wire.request);
    SecretFiller filler(secrets);
    if (auto added = addHeaders(wire.request, request, filler); !added)
        return tl::unexpected(std::move(added.error()));
    auto body = filler.fillBody(request);
    if (!body)
        return tl::unexpected(std::move(body.error()));
    wire.verb = bytesOf(protocol::methodName(request.method));
    wire.where = placeOf(request);
    wire.secrets = filler.takeFilled();
    wire.body = std::make_unique<OneShotBody>(std::move(*body));
    wire.request.setHeader(QNetworkRequest::ContentLengthHeader, wire.body->totalBytes());
    return wire;
}

} // namespace devsync::net
