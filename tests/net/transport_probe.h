// SPDX-License-Identifier: Apache-2.0
// A transport with one configured side and the answers it gave, for tests.
#pragma once

#include "sync/net/http_transport.h"

#include <QUrl>

#include <functional>
#include <map>
#include <memory>

namespace devsync::net::test {

HttpEndpoint endpointAt(const QUrl& base, int concurrency = 6);
protocol::HttpRequest requestOf(protocol::Method method, std::string target, std::string body = {});

/// Runs the event loop until the condition holds; ends the test program if it does not within a minute.
void spinUntil(const std::function<bool()>& condition);

class TransportProbe {
public:
    explicit TransportProbe(HttpEndpoint endpoint, SecretResolver secrets = {},
                            std::size_t bodyLimit = std::size_t{64} << 20);

    RequestId send(protocol::HttpRequest request, SendOptions options = {.timeout = core::Millis(10000)});
    bool answered(RequestId id) const { return m_answers.contains(id); }
    std::size_t answers() const { return m_answers.size(); }
    /// Spins the event loop until the answer is there.
    HttpAnswer& await(RequestId id);
    HttpAnswer& exchange(protocol::HttpRequest request) { return await(send(std::move(request))); }

    HttpTransport& transport() { return *m_transport; }
    void destroyTransport() { m_transport.reset(); }

private:
    std::unique_ptr<HttpTransport> m_transport;
    std::map<RequestId, HttpAnswer> m_answers;
    RequestId m_last = 0;
};

} // namespace devsync::net::test
