// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/log_text.h"

#include "sync/core/limits.h"
#include "sync/core/plan.h"
#include "sync/texts/error_text.h"
#include "sync/texts/limit_text.h"
#include "sync/texts/row_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>
#include <charconv>

namespace devsync::texts {

namespace {

using core::LogEntry;
using core::LogMessage;

std::string arg(const LogEntry& entry, std::size_t at) {
    return at < entry.args.size() ? entry.args[at] : std::string();
}

std::uint32_t numberArg(const LogEntry& entry, std::size_t at) {
    const std::string text = arg(entry, at);
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string sideOf(const LogEntry& entry) {
    if (!entry.side)
        return say(QT_TRANSLATE_NOOP("texts", "Server"));
    return *entry.side == core::Side::Apigee ? say(QT_TRANSLATE_NOOP("texts", "Apigee"))
                                             : say(QT_TRANSLATE_NOOP("texts", "Portal"));
}

/// Without its code: a log line shows that by itself.
std::string errorOf(const LogEntry& entry) {
    return entry.error ? describe(*entry.error).cause : std::string();
}

std::string actionOf(const LogEntry& entry) {
    const std::uint32_t action = numberArg(entry, 0);
    return action <= static_cast<std::uint32_t>(core::Action::Excluded)
               ? actionWord(static_cast<core::Action>(action))
               : arg(entry, 0);
}

std::string limitOf(const LogEntry& entry) {
    const std::uint32_t kind = numberArg(entry, 0);
    if (kind > static_cast<std::uint32_t>(core::LimitKind::Conflicts))
        return errorOf(entry);
    return limitText({.kind = static_cast<core::LimitKind>(kind),
                      .side = entry.side.value_or(core::Side::Apigee),
                      .count = numberArg(entry, 1),
                      .allowed = numberArg(entry, 2)});
}

/// Messages about one account; %1 = account.
std::string rowMessage(const LogEntry& entry) {
    const std::string& account = entry.account;
    switch (entry.message) {
    case LogMessage::RowRecovered:
        return say(QT_TRANSLATE_NOOP("texts", "%1: settled from run %2: %3"),
                   {account, arg(entry, 0), arg(entry, 1)});
    case LogMessage::RowStarted:
        return say(QT_TRANSLATE_NOOP("texts", "%1: %2, started"), {account, actionOf(entry)});
    case LogMessage::RowDone:
        return say(
            QT_TRANSLATE_NOOP("texts", "%1: %2, done (%3)"),
            {account, actionOf(entry),
             sayCount({QT_TRANSLATE_N_NOOP("texts", "%1 field"), QT_TRANSLATE_N_NOOP("texts", "%1 fields")},
                      numberArg(entry, 1))});
    case LogMessage::RowFailed:
        return say(QT_TRANSLATE_NOOP("texts", "%1: failed: %2"), {account, errorOf(entry)});
    case LogMessage::RowStale:
        return say(QT_TRANSLATE_NOOP("texts", "%1: left as it is: %2"), {account, errorOf(entry)});
    case LogMessage::RowHeld:
        return say(QT_TRANSLATE_NOOP("texts", "%1: held: %2"), {account, errorOf(entry)});
    case LogMessage::RowHalfWritten:
        return say(QT_TRANSLATE_NOOP("texts", "%1: written in part: %2"), {account, errorOf(entry)});
    default:
        return say(QT_TRANSLATE_NOOP("texts", "%1: outcome unknown, settling by reading: %2"),
                   {account, errorOf(entry)});
    }
}

/// Messages about one side; %1 = side.
std::string sideMessage(const LogEntry& entry) {
    const std::string side = sideOf(entry);
    switch (entry.message) {
    case LogMessage::SignedIn:
        return say(QT_TRANSLATE_NOOP("texts", "%1: signed in"), {side});
    case LogMessage::SessionRenewed:
        return say(QT_TRANSLATE_NOOP("texts", "%1: signed in again"), {side});
    case LogMessage::PageRead:
        return say(QT_TRANSLATE_NOOP("texts", "%1: %2 accounts read so far"), {side, arg(entry, 0)});
    case LogMessage::ListingComplete:
        return say(QT_TRANSLATE_NOOP("texts", "%1: all %2 accounts read"), {side, arg(entry, 0)});
    case LogMessage::ClockMeasured:
        return say(QT_TRANSLATE_NOOP("texts", "%1: clock differs by %2 ms (± %3 ms)"),
                   {side, arg(entry, 0), arg(entry, 1)});
    case LogMessage::RequestAnswered:
        return say(QT_TRANSLATE_NOOP("texts", "%1: %2 %3: %4 in %5 ms"),
                   {side, arg(entry, 0), arg(entry, 1),
                    entry.error ? std::string(errorCode(entry.error->kind)) : arg(entry, 2), arg(entry, 3)});
    case LogMessage::RequestRetried:
        return say(QT_TRANSLATE_NOOP("texts", "%1: attempt %2 after %3 ms: %4"),
                   {side, arg(entry, 0), arg(entry, 1), errorOf(entry)});
    case LogMessage::WaitingForQuota:
        return say(QT_TRANSLATE_NOOP("texts", "%1: waiting %2 ms for the request rate"),
                   {side, arg(entry, 0)});
    case LogMessage::SideLost:
        return say(QT_TRANSLATE_NOOP("texts", "%1: lost: %2"), {side, errorOf(entry)});
    case LogMessage::SignInFailed:
        return say(QT_TRANSLATE_NOOP("texts", "%1: not signed in: %2"), {side, errorOf(entry)});
    default:
        return say(QT_TRANSLATE_NOOP("texts", "%1: credentials refused: %2"), {side, errorOf(entry)});
    }
}

std::string runMessage(const LogEntry& entry) {
    switch (entry.message) {
    case LogMessage::RunStarted:
        return say(QT_TRANSLATE_NOOP("texts", "Run %1 of profile %2 started"),
                   {arg(entry, 0), arg(entry, 1)});
    case LogMessage::Compared:
        return say(QT_TRANSLATE_NOOP("texts", "Compared: Apigee %1 accounts, portal %2 accounts, %3 differ"),
                   {arg(entry, 0), arg(entry, 1), arg(entry, 2)});
    case LogMessage::BaselineForgotten:
        return say(QT_TRANSLATE_NOOP("texts", "Forgot what the last synchronization knew of %1 accounts"),
                   {arg(entry, 0)});
    case LogMessage::RecoveryStarted:
        return say(QT_TRANSLATE_NOOP("texts", "Run %1 was interrupted; %2 accounts are settled by reading"),
                   {arg(entry, 0), arg(entry, 1)});
    case LogMessage::LimitExceeded:
        return say(QT_TRANSLATE_NOOP("texts", "Safety limit: %1"), {limitOf(entry)});
    case LogMessage::GoAhead:
        return say(QT_TRANSLATE_NOOP("texts", "Go-ahead: %1 accounts to write, plan %2"),
                   {arg(entry, 0), arg(entry, 1)});
    case LogMessage::LeaseWatched:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Process %1 on %2 holds the lease and cannot be looked at from "
                                     "here; if it gives no sign of life for %3 s, this run takes over"),
                   {arg(entry, 0), arg(entry, 1), arg(entry, 2)});
    case LogMessage::LeaseLost:
        return say(QT_TRANSLATE_NOOP("texts", "Another process took over the run; nothing more is sent"));
    case LogMessage::StoreLate:
        return say(QT_TRANSLATE_NOOP("texts", "The state has not answered for %1 ms; no new row is started"),
                   {arg(entry, 0)});
    case LogMessage::StoreBusy:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "The state is locked by another process; waiting for up to %1 seconds"),
                   {arg(entry, 0)});
    case LogMessage::StoreFailed:
        return say(QT_TRANSLATE_NOOP("texts", "The state failed: %1"), {errorOf(entry)});
    case LogMessage::StopRequested:
        return say(
            QT_TRANSLATE_NOOP("texts", "Stop: no new account is started, those in flight are awaited"));
    default:
        return say(QT_TRANSLATE_NOOP("texts", "Run ended: %1"), {arg(entry, 0)});
    }
}

} // namespace

std::string logText(const LogEntry& entry) {
    switch (entry.message) {
    case LogMessage::RowRecovered:
    case LogMessage::RowStarted:
    case LogMessage::RowDone:
    case LogMessage::RowFailed:
    case LogMessage::RowStale:
    case LogMessage::RowHeld:
    case LogMessage::OutcomeUnknown:
    case LogMessage::RowHalfWritten:
        return rowMessage(entry);
    case LogMessage::SignedIn:
    case LogMessage::SessionRenewed:
    case LogMessage::PageRead:
    case LogMessage::ListingComplete:
    case LogMessage::ClockMeasured:
    case LogMessage::RequestAnswered:
    case LogMessage::RequestRetried:
    case LogMessage::WaitingForQuota:
    case LogMessage::SideLost:
    case LogMessage::CredentialsRefused:
    case LogMessage::SignInFailed:
        return sideMessage(entry);
    case LogMessage::RunStarted:
    case LogMessage::Compared:
    case LogMessage::RecoveryStarted:
    case LogMessage::LimitExceeded:
    case LogMessage::GoAhead:
    case LogMessage::LeaseWatched:
    case LogMessage::LeaseLost:
    case LogMessage::StoreLate:
    case LogMessage::StoreBusy:
    case LogMessage::StoreFailed:
    case LogMessage::StopRequested:
    case LogMessage::RunEnded:
    case LogMessage::BaselineForgotten:
        break;
    }
    return runMessage(entry);
}

std::string logLostText(const std::string& file) {
    return say(QT_TRANSLATE_NOOP("texts", "The log %1 is not complete: it cannot be written."), {file});
}

std::string_view logLevelName(core::LogLevel level) {
    switch (level) {
    case core::LogLevel::Trace:
        return "trace";
    case core::LogLevel::Debug:
        return "debug";
    case core::LogLevel::Info:
        return "info";
    case core::LogLevel::Notice:
        return "notice";
    case core::LogLevel::Warning:
        return "warning";
    case core::LogLevel::Error:
        return "error";
    case core::LogLevel::Critical:
        return "critical";
    }
    return {};
}

} // namespace devsync::texts
