// SPDX-License-Identifier: Apache-2.0
// Where one side answers and how it is reached. Made by the service from the profile; immutable for a run.
#pragma once

#include <QString>
#include <QUrl>

#include <cstdint>

namespace devsync::net {

enum class ProxyMode : std::uint8_t { System, None, Address };

struct ProxyChoice {
    ProxyMode mode = ProxyMode::System; ///< loopback hosts never go through a proxy
    QUrl address;                       ///< http:// or socks5://, with port; only for Address
};

struct HttpEndpoint {
    QUrl base;      ///< http or https, with the path prefix such as /v1, no query
    QString caFile; ///< PEM, trusted in addition to the system's; empty = system only
    ProxyChoice proxy;
    int concurrency = 6;   ///< requests in flight the side is made for; more wait in line
    bool readOnly = false; ///< writes are refused, nothing is sent
};

} // namespace devsync::net
