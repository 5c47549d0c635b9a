// SPDX-License-Identifier: Apache-2.0
// What both connectors read alike from an answer that is an error: its words, Retry-After, request id. Which
// kind of error it is, each side says itself. Called by the error tables and stores of apigee/ and portal/.
#pragma once

#include "sync/core/error.h"
#include "sync/protocol/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace devsync::protocol {

/// A server's words for people: tags of HTML left out, white space folded, cut at 500 bytes between
/// characters, what is no UTF-8 replaced, no trailing stop.
std::string serverWords(std::string_view text);

/// Retry-After in seconds or as a date, the latter against the answer's own Date. nullopt if absent or
/// unusable.
std::optional<core::Millis> retryAfter(const HttpResponse& response);

/// An error of this side with status, Retry-After and request id of the answer.
core::Error answerError(core::Side side, core::ErrorKind kind, std::string detail,
                        const HttpResponse& response);

/// The status alone, where the body says no more: 401, 403, 408, 429, 3xx and 5xx are the same on both sides;
/// everything else is RequestRefused.
core::ErrorKind kindOfStatus(int status);

/// A read makes no account and brings no value: a refusal that would mean that is any other one.
core::Error refusedRead(core::Error error);

/// Equal after folding; false for an empty or invalid address.
bool sameAddress(std::string_view a, std::string_view b);

} // namespace devsync::protocol
