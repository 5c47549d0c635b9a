// SPDX-License-Identifier: Apache-2.0
// Which proxy the requests of a side go through.
#pragma once

#include "sync/net/http_endpoint.h"

class QNetworkAccessManager;

namespace devsync::net {

bool isLoopback(const QUrl& url);
void applyProxy(QNetworkAccessManager& manager, const HttpEndpoint& endpoint);

} // namespace devsync::net
