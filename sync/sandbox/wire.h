// SPDX-License-Identifier: Apache-2.0
// For callers without a transport (a simulator): turns a request of the engine into the request a server
// sees.
#pragma once

#include "sync/protocol/http.h"

#include <string>

namespace devsync::sandbox {

/// The texts behind protocol::SecretId.
struct WireSecrets {
    std::string apigeeToken;
    std::string apigeePassword;
    std::string portalPassword;
    std::string generatedPassword;
};

/// Secret headers become headers, slots are filled (JSON-escaped) into the body.
protocol::HttpRequest onWire(const protocol::HttpRequest& request, const WireSecrets& secrets);

} // namespace devsync::sandbox
