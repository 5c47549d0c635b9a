// SPDX-License-Identifier: Apache-2.0
// The secrets of one run, read from their sources when the engine asks, at hand for the transport, known to
// the log so that it takes them out. Lives on the sync thread, owned by the effect runner.
#pragma once

#include "sync/engine/effect.h"
#include "sync/log/logger.h"
#include "sync/protocol/http.h"
#include "sync/service/secret_source.h"

#include <QObject>

#include <functional>
#include <memory>

namespace devsync::service {

class SecretVault : public QObject {
    Q_OBJECT
public:
    SecretVault(core::BothSides<SecretSource> sources, std::shared_ptr<log::Logger> logger);

    /// Null = it is at hand.
    using Prepared = std::function<void(std::unique_ptr<core::Error>)>;
    /// Calls back once, perhaps before returning; not any more when the vault is gone.
    void prepare(const engine::PrepareSecrets& wanted, Prepared prepared);
    core::Result<std::shared_ptr<const core::Secret>> find(protocol::SecretId id) const;

private:
    void keep(core::Side side, core::Result<SecretReading> reading, const Prepared& prepared);

    core::BothSides<SecretSource> m_sources;
    std::shared_ptr<log::Logger> m_logger;
    core::BothSides<std::shared_ptr<const core::Secret>> m_secrets;
};

} // namespace devsync::service
