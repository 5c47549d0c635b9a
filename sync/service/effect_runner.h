// SPDX-License-Identifier: Apache-2.0
// The shell around the engine for one run: performs its effects in order, one function an effect, and feeds
// back what happens. It decides nothing. Lives on the sync thread, where its parts are made; owned by the
// command port, destroyed from the event loop after `ended` was called.
#pragma once

#include "sync/engine/engine.h"
#include "sync/log/logger.h"
#include "sync/net/http_transport.h"
#include "sync/service/publisher.h"
#include "sync/service/run_setup.h"
#include "sync/service/secret_vault.h"
#include "sync/storage/store_thread.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace devsync::service {

class EffectRunner : public QObject {
    Q_OBJECT
public:
    struct Shared {
        Publisher& publisher; ///< outlives the runner
        std::shared_ptr<log::Logger> logger;
        std::function<void(std::shared_ptr<const engine::RunReport>)> ended;
    };

    /// Opens the state; the run starts when that has succeeded or failed.
    EffectRunner(RunSetup setup, Shared shared);
    ~EffectRunner() override; ///< aborts requests, lets the store finish, waits for its thread

    void handle(engine::Event event);
    engine::RunView view() const { return m_engine.view(); }

private:
    struct UnderWay {
        core::Now sentAt;
        protocol::Method method = protocol::Method::Get;
        std::string target; ///< empty unless the log wants it
    };

    void start(const core::Result<void>& opened);
    void perform(engine::PrepareSecrets&& effect);
    void perform(engine::Send&& effect);
    void perform(engine::AbortRequest&& effect);
    void perform(engine::Store&& effect);
    void perform(engine::HashPlan&& effect);
    void perform(engine::WakeAt&& effect);
    void perform(engine::Log&& effect);
    void perform(engine::PlanReady&& effect);
    void perform(engine::RowChanged&& effect);
    void perform(engine::Ended&& effect);
    void takeSecretsOut(protocol::HttpResult& result) const;
    void answered(net::HttpAnswer&& answer);
    void logRequest(const UnderWay& request, const net::HttpAnswer& answer);
    net::HttpTransportOptions transportOptions();
    storage::StoreThread::Handlers storeHandlers();

    RunSetup m_setup;
    Shared m_shared;
    std::string m_runId;
    engine::Engine m_engine;
    std::deque<engine::Event> m_events; ///< waiting: an effect may answer before handle() returns
    bool m_handling = false;
    SecretVault m_vault;
    std::unordered_map<engine::RequestId, UnderWay> m_underWay;
    net::HttpTransport m_transport;
    QTimer m_wake;
    storage::StoreThread m_store; ///< last: its thread is gone before what its answers touch
};

} // namespace devsync::service
