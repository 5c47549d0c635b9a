// SPDX-License-Identifier: Apache-2.0
// What the engine says to the log, as data. sync/texts makes the words, sync/log carries them to terminal,
// file and window. Arguments are account data or numbers, never secrets.
#pragma once

#include "sync/core/error.h"
#include "sync/core/side.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devsync::core {

enum class LogLevel : std::uint8_t { Trace, Debug, Info, Notice, Warning, Error, Critical };

enum class LogMessage : std::uint8_t {
    RunStarted,         ///< run id, profile
    SignedIn,           ///< (side)
    SessionRenewed,     ///< (side)
    PageRead,           ///< accounts so far
    ListingComplete,    ///< accounts
    ClockMeasured,      ///< offset ms, uncertainty ms
    Compared,           ///< Apigee accounts, portal accounts, pairs that differ
    RecoveryStarted,    ///< run id, open rows
    RowRecovered,       ///< run id; state in words comes from args[1]
    LimitExceeded,      ///< limit kind number, count, allowed
    GoAhead,            ///< writing rows, plan hash
    RowStarted,         ///< action number
    RowDone,            ///< action number, number of fields written
    RowFailed,          ///< (error)
    RowStale,           ///< (error)
    RowHeld,            ///< (error)
    OutcomeUnknown,     ///< (error) settling by reading
    RowHalfWritten,     ///< (error) the first of two requests only
    RequestAnswered,    ///< method, path, status (0: see error), ms
    RequestRetried,     ///< attempt, wait ms (error)
    WaitingForQuota,    ///< wait ms
    SideLost,           ///< (error)
    CredentialsRefused, ///< (error)
    SignInFailed,       ///< (error) no session, but nobody refused the credentials
    LeaseWatched,       ///< process, host, seconds
    LeaseLost,
    StoreLate,   ///< ms
    StoreBusy,   ///< s it is waited for at most
    StoreFailed, ///< (error)
    StopRequested,
    RunEnded,          ///< verdict name
    BaselineForgotten, ///< accounts
};

struct LogEntry {
    LogLevel level = LogLevel::Info;
    LogMessage message = LogMessage::RunStarted;
    std::optional<Side> side;
    std::string account; ///< folded e-mail; empty = none
    std::vector<std::string> args;
    std::optional<Error> error;
};

} // namespace devsync::core
