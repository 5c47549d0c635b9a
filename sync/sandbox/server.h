// SPDX-License-Identifier: Apache-2.0
// The sandbox on two loopback ports: an Apigee X management API and a Drupal portal. Used by `devsync
// sandbox`, by the demo and by tests. Create, use and destroy it in one thread with a running event loop;
// everything happens there.
//
//   auto server = SandboxServer::start(options);           // Result
//   std::cout << server.value()->readyLine(profilePath);   // one JSON line
//   writeFile(profilePath, server.value()->profileToml());
#pragma once

#include "sync/core/error.h"
#include "sync/sandbox/population.h"
#include "sync/sandbox/sandbox.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

class QTcpServer;

namespace devsync::sandbox {

/// As the flags of `devsync sandbox`.
struct SandboxOptions {
    std::uint16_t apigeePort = 0; ///< 0 = any free one
    std::uint16_t portalPort = 0;
    std::string dialect = "x"; ///< others are not in this version
    std::string mix = "peer";
    std::uint32_t developers = 200;
    std::string worldJson{}; ///< content of a world file; empty = populate by mix
    std::uint64_t seed = 1;
    core::Millis latency{};
    std::vector<Fault> faults{};
    bool modulePush = false;
    std::int64_t apigeeClockSeconds = 0;
    std::int64_t portalClockSeconds = 0;
};

class SandboxServer : public QObject {
    Q_OBJECT
public:
    /// Errors: Usage (mix, world file, port taken), NotInThisVersion (dialect, mix).
    static core::Result<std::unique_ptr<SandboxServer>> start(const SandboxOptions& options);
    ~SandboxServer() override;

    std::uint16_t apigeePort() const;
    std::uint16_t portalPort() const;
    std::string apigeeUrl() const; ///< with "/v1"
    std::string portalUrl() const;

    /// The JSON line of cli.md, without a line end. `profilePath` is absolute; empty = no profile was
    /// written.
    std::string readyLine(const std::string& profilePath) const;
    /// A profile for this sandbox: TOML with its secrets in it, so write it with mode 0600.
    std::string profileToml() const;

    /// What is behind the ports. Tests may read and change it between requests.
    SandboxState& state() { return m_state; }
    /// Plays the second stage now, as POST /sandbox/stage does. Usage if there is none (left).
    core::Result<void> playStage();

private:
    SandboxServer(SandboxState state, const SandboxOptions& options);
    core::Result<void> listen(core::Side side, std::uint16_t port);
    void accept(core::Side side);

    SandboxState m_state;
    core::Millis m_latency;
    std::string m_portalPassword;
    std::string m_apigeePassword;
    core::BothSides<QTcpServer*> m_listeners{};
};

} // namespace devsync::sandbox
