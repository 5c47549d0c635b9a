// SPDX-License-Identifier: Apache-2.0
// Puts secrets where a request has only their names. Used once a request, right before it is sent.
#pragma once

#include "sync/net/secret_resolver.h"

#include <string>
#include <utility>
#include <vector>

namespace devsync::net {

class SecretFiller {
public:
    explicit SecretFiller(const SecretResolver& resolver) : m_resolver(resolver) {}

    /// The body with every slot filled, JSON-escaped. One request has at most one generated password, made
    /// here.
    core::Result<std::string> fillBody(const protocol::HttpRequest& request);
    /// prefix + secret; a secret with a line break would forge headers and is refused.
    core::Result<std::string> headerValue(const protocol::SecretHeader& header);
    /// All that were filled in.
    std::vector<std::shared_ptr<const core::Secret>> takeFilled() { return std::move(m_filled); }

private:
    core::Result<std::shared_ptr<const core::Secret>> secret(protocol::SecretId id);
    core::Result<std::shared_ptr<const core::Secret>> generated();

    const SecretResolver& m_resolver;
    std::shared_ptr<const core::Secret> m_generated;
    std::vector<std::shared_ptr<const core::Secret>> m_filled;
};

} // namespace devsync::net
