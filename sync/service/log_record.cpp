// SPDX-License-Identifier: Apache-2.0
#include "sync/service/log_record.h"

#include "sync/texts/error_text.h"
#include "sync/texts/log_text.h"

namespace devsync::service {

namespace {

/// With these errors the engine ends the run.
bool endsRun(core::LogMessage message) {
    using enum core::LogMessage;
    return message == SideLost || message == CredentialsRefused || message == SignInFailed
           || message == LeaseLost || message == StoreFailed;
}

} // namespace

log::Record recordOf(const core::LogEntry& entry, const std::string& runId, core::Millis wall) {
    log::Record record{.level = entry.level,
                       .wall = wall,
                       .side = entry.side,
                       .account = entry.account,
                       .text = texts::logText(entry),
                       .runId = runId,
                       .toldAtEnd = endsRun(entry.message)};
    if (entry.error)
        record.code = texts::errorCode(entry.error->kind);
    return record;
}

log::Record recordOf(const core::Error& error, const std::string& runId, core::Millis wall) {
    return {.level = core::LogLevel::Warning,
            .wall = wall,
            .side = error.side,
            .code = std::string(texts::errorCode(error.kind)),
            .text = texts::describe(error).message(),
            .runId = runId};
}

} // namespace devsync::service
