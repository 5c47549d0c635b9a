// SPDX-License-Identifier: Apache-2.0
// From a request to everything one run needs: identity, options with seed and id from the operating system,
// connectors, addresses. Only for the command port and the
// worker of the queue.
#pragma once

#include "sync/net/http_endpoint.h"
#include "sync/protocol/account_store.h"
#include "sync/service/run_request.h"
#include "sync/storage/store_thread.h"

#include <memory>
#include <string>

namespace devsync::service {

struct RunSetup {
    std::unique_ptr<const engine::RunOptions> options;
    core::Identity identity;
    core::BothSides<std::shared_ptr<const protocol::AccountStore>> stores;
    core::BothSides<net::HttpEndpoint> endpoints;
    core::BothSides<SecretSource> secrets;
    storage::StoreThread::Opener openState;
    std::string runLog; ///< path; empty: the run leaves nothing behind
};

/// Internal when the system gives no randomness, ProfileInvalid for an address that is none.
core::Result<RunSetup> setUpRun(const RunRequest& request);

/// This person on that host, as runs and jobs name who asked for them.
std::string requesterOn(const std::string& host);

} // namespace devsync::service
