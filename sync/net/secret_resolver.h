// SPDX-License-Identifier: Apache-2.0
// How the transport asks for a secret's text. The service answers from files, commands, the key store.
#pragma once

#include "sync/core/error.h"
#include "sync/core/secret.h"
#include "sync/protocol/http.h"

#include <functional>
#include <memory>

namespace devsync::net {

/// Never asked for GeneratedPassword. Must not block: the service resolves sources before a run.
using SecretResolver = std::function<core::Result<std::shared_ptr<const core::Secret>>(protocol::SecretId)>;

} // namespace devsync::net
