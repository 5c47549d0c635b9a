// SPDX-License-Identifier: Apache-2.0
// Where a secret comes from, and reading it. No error, warning or log ever carries the secret's text, nor the
// arguments of its command. Called by the service before a run and when a session is renewed.
#pragma once

#include "sync/core/error.h"
#include "sync/core/secret.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

class QObject;

namespace devsync::service {

struct SecretSource {
    enum class Kind : std::uint8_t { None, Value, File, Environment, Command };
    Kind kind = Kind::None;
    std::string name; ///< key in the profile, "apigee.access_token": names the source in errors
    std::shared_ptr<const core::Secret> value;
    std::string file;                 ///< absolute
    std::string variable;             ///< of the environment
    std::vector<std::string> command; ///< program and arguments; never a shell
};

struct SecretReading {
    std::shared_ptr<const core::Secret> secret; ///< never null, never empty
    std::string warning;                        ///< e.g. that others may read the file; usually empty
};

using SecretCallback = std::function<void(core::Result<SecretReading>)>;

inline constexpr std::size_t kSecretLimit = 64 * 1024;
inline constexpr std::chrono::milliseconds kSecretTimeout{30'000};

/// Calls back once, in this thread: for a command when it has ended or `timeout` is over, else before
/// returning. Not called any more when `context` dies first; a running command is then killed. A trailing
/// line end is dropped. Errors are SecretUnavailable.
void readSecret(const SecretSource& source, QObject* context, SecretCallback callback,
                std::chrono::milliseconds timeout = kSecretTimeout);

} // namespace devsync::service
