// SPDX-License-Identifier: Apache-2.0
// Requests a second of the bare transport against a server that answers after 50 ms, beside the limit
// in flight / latency. The server has a thread of its own; both share the machine. Usage: transport_bench
// [answers each connection waits for]
#include "tests/bench/bench.h"
#include "tests/net/transport_probe.h"
#include "tests/net/wire_server.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <future>

using namespace devsync;
using namespace devsync::net::test;

namespace {

constexpr int kLatencyMs = 50;

class ServerThread final : public QThread {
public:
    QUrl startAndWait() {
        start();
        return m_url.get_future().get();
    }

private:
    void run() override {
        WireServer server;
        const QByteArray answer = answerText("200 OK", QByteArray(726, 'x'));
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
        m_transport->send(++m_lastId, {}, requestOf(protocol::Method::Post, "/x", std::string(726, 'y')));
    }
    std::unique_ptr<net::HttpTransport> m_transport;
    net::RequestId m_lastId = 0;
    int m_left = 0;
    int m_done = 0;
    int m_failed = 0;
};

int measure(const QUrl& url, int inFlight, int turns) {
    Load load(url, inFlight);
    load.run(inFlight, inFlight * 2); // connections are made
    const double rate = load.run(inFlight, inFlight * turns);
    const double limit = inFlight * 1000.0 / kLatencyMs;
    std::printf(
        "transport, %2d in flight at %d ms: %7.0f requests/s   limit %5.0f   share %.1f %%   failed %d\n",
        inFlight, kLatencyMs, rate, limit, 100 * rate / limit, load.failed());
    return load.failed();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const auto turns = static_cast<int>(bench::sizeFrom(argc, argv, 80));
    ServerThread server;
    const QUrl url = server.startAndWait();
    int failed = 0;
    for (const int inFlight : {6, 32, 64})
        failed += measure(url, inFlight, turns);
    server.quit();
    server.wait();
    return failed == 0 ? 0 : 1;
}
