// SPDX-License-Identifier: Apache-2.0
// What a server says in a refusal becomes words of errors, which are shown and stored; some servers repeat
// the request there. For HttpExchange: the session and generated passwords are known to nobody else.
#pragma once

#include "sync/core/secret.h"
#include "sync/protocol/http.h"

#include <memory>
#include <vector>

namespace devsync::net {

/// Of one request.
using SentSecrets = std::vector<std::shared_ptr<const core::Secret>>;

/// Out of the words of an error, and out of headers and body of an answer with a status from 300 on, whose
/// body is cut: nobody reads long refusals.
void takeSecretsOut(const SentSecrets& secrets, protocol::HttpResult& result);

} // namespace devsync::net
