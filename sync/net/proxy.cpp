// SPDX-License-Identifier: Apache-2.0
#include "sync/net/proxy.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>

namespace devsync::net {

namespace {

class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        return systemProxyForQuery(query);
    }
};

/// No proxy, said in the way that leaves the socket buffered: with QNetworkProxy::NoProxy Qt 6.4 reads plain HTTP
/// unbuffered, one system call a byte of the headers. An application-wide proxy, which would be asked now, is
/// never set (a test reads the tree for it).
class NoProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery&) override {
        return {QNetworkProxy(QNetworkProxy::DefaultProxy)};
    }
};

QNetworkProxy proxyAt(const QUrl& address) {
    const bool socks = address.scheme() == QLatin1String("socks5");
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, address.host(),
                         static_cast<quint16>(address.port(socks ? 1080 : 8080)),
                         address.userName(QUrl::FullyDecoded), address.password(QUrl::FullyDecoded));
}

} // namespace

bool isLoopback(const QUrl& url) {
    const QString host = url.host();
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
           || QHostAddress(host).isLoopback();
}

void applyProxy(QNetworkAccessManager& manager, const HttpEndpoint& endpoint) {
    if (endpoint.proxy.mode == ProxyMode::None || isLoopback(endpoint.base))
        manager.setProxyFactory(new NoProxies); // owned by the manager
    else if (endpoint.proxy.mode == ProxyMode::Address)
        manager.setProxy(proxyAt(endpoint.proxy.address));
    else
        manager.setProxyFactory(new SystemProxies); // owned by the manager
}

} // namespace devsync::net
