// SPDX-License-Identifier: Apache-2.0
// Turns a request of the protocol into what QNetworkAccessManager sends: address, headers, secrets, and the
// switches that keep Qt from adding behaviour of its own.
#pragma once

#include "sync/net/http_endpoint.h"
#include "sync/net/one_shot_body.h"
#include "sync/net/secret_resolver.h"
#include "sync/protocol/http.h"

#include <QByteArray>
#include <QNetworkRequest>

#include <memory>
#include <string>
#include <vector>

namespace devsync::net {

struct WireRequest {
    QNetworkRequest request;
    QByteArray verb;
    std::unique_ptr<OneShotBody> body;                          ///< never null
    std::string where;                                          ///< method and path, for errors
    std::vector<std::shared_ptr<const core::Secret>> secrets{}; ///< that headers and body carry
};

/// Fails with SecretUnavailable, or Internal if the target would not go out byte for byte as it was given:
/// dot segments, a fragment, a bad escape, or an escape of a letter, digit or one of -._~ (Qt undoes those).
core::Result<WireRequest> buildWireRequest(const HttpEndpoint& endpoint, protocol::HttpRequest&& request,
                                           const SecretResolver& secrets);

} // namespace devsync::net
