// SPDX-License-Identifier: Apache-2.0
#include "sync/service/secret_vault.h"

#include "sync/net/system_clock.h"

namespace devsync::service {

SecretVault::SecretVault(core::BothSides<SecretSource> sources, std::shared_ptr<log::Logger> logger)
    : m_sources(std::move(sources)), m_logger(std::move(logger)) {}

void SecretVault::prepare(const engine::PrepareSecrets& wanted, Prepared prepared) {
    if (wanted.mode == engine::PrepareSecrets::Mode::Load && m_secrets[wanted.side])
        return prepared(nullptr);
    readSecret(m_sources[wanted.side], this,
               [this, side = wanted.side, prepared = std::move(prepared)](
                   core::Result<SecretReading> reading) { keep(side, std::move(reading), prepared); });
}

void SecretVault::keep(core::Side side, core::Result<SecretReading> reading, const Prepared& prepared) {
    if (!reading) {
        reading.error().side = side;
        return prepared(std::make_unique<core::Error>(std::move(reading.error())));
    }
    m_logger->addSecret(reading->secret->reveal());
    if (!reading->warning.empty())
        m_logger->log({.level = core::LogLevel::Warning,
                       .wall = net::systemNow().wall,
                       .side = side,
                       .text = reading->warning});
    m_secrets[side] = std::move(reading->secret);
    prepared(nullptr);
}

core::Result<std::shared_ptr<const core::Secret>> SecretVault::find(protocol::SecretId id) const {
    const bool apigee = id != protocol::SecretId::PortalPassword;
    const auto& secret = apigee ? m_secrets.apigee : m_secrets.portal;
    if (!secret)
        return core::fail(core::ErrorKind::SecretUnavailable, "the secret was not read yet");
    return secret;
}

} // namespace devsync::service
