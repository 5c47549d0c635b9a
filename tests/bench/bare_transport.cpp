// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bare_transport.h"

#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <future>
#include <memory>

namespace devsync::bench {

namespace {

using namespace devsync::net::test;

constexpr int kBodyBytes = 726;

class ServerThread final : public QThread {
public:
    ~ServerThread() override {
        quit();
        wait();
    }
    QUrl startAndWait() {
        start();
        return m_url.get_future().get();
    }

private:
    void run() override {
        WireServer server;
        const QByteArray answer = answerText("200 OK", QByteArray(kBodyBytes, 'x'));
        server.onRequest([answer](QTcpSocket& socket, const SeenRequest&) {
            QTimer::singleShot(kLatencyMs, Qt::PreciseTimer, &socket,
                               [&socket, answer] { socket.write(answer); });
        });
        m_url.set_value(server.url());
        exec();
    }
    std::promise<QUrl> m_url;
};

class Load {
public:
    Load(const QUrl& url, int inFlight) {
        net::HttpTransportOptions options;
        options.endpoints.apigee = endpointAt(url, inFlight);
        options.onAnswer = [this](net::HttpAnswer&& answer) {
            m_failed += answer.result ? 0 : 1;
            ++m_done;
            sendNext();
        };
        m_transport = std::make_unique<net::HttpTransport>(std::move(options));
    }

    /// Keeps `inFlight` requests in flight until `total` are answered; returns requests a second.
    double run(int inFlight, int total) {
        m_left = total;
        m_done = 0;
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < inFlight; ++i)
            sendNext();
        spinUntil([&] { return m_done == total; });
        return total * 1e9 / static_cast<double>(clock.nsecsElapsed());
    }
    int failed() const { return m_failed; }

private:
    void sendNext() {
        if (m_left-- <= 0)
            return;
        m_transport->send(++m_lastId, {},
                          requestOf(protocol::Method::Post, "/x", std::string(kBodyBytes, 'y')));
    }
    std::unique_ptr<net::HttpTransport> m_transport;
    net::RequestId m_lastId = 0;
    int m_left = 0;
    int m_done = 0;
    int m_failed = 0;
};

} // namespace

TransportFigures measureBareTransport(int inFlight, int turns) {
    ServerThread server;
    Load load(server.startAndWait(), inFlight);
    load.run(inFlight, inFlight * 2); // connections are made
    const double rate = load.run(inFlight, inFlight * turns);
    return {rate, load.failed()};
}

} // namespace devsync::bench
