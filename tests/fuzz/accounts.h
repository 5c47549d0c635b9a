// SPDX-License-Identifier: Apache-2.0
// What several targets share: the mapping they read with, answers, and what must hold for every account and
// error that came from outside.
#pragma once

#include "sync/core/account.h"
#include "sync/core/error.h"
#include "sync/protocol/http.h"
#include "tests/fuzz/target.h"

#include <string_view>

namespace devsync::fuzz {

/// Some of the fields of the sandbox: one text, many from a list, an address.
const core::Mapping& mapping();

protocol::HttpResponse answer(int status, std::string_view body);

bool isUtf8(std::string_view text);

/// Texts are UTF-8, values are packed as core::Value packs them, and a table takes the account and shows it
/// again unchanged, unless it is over the table's own limits.
Broken judgeAccount(const core::Account& account);

/// The first byte of `input`, which is not empty, chooses the status of an error, the rest is its body.
protocol::HttpResponse errorAnswer(std::string_view input);

/// Its words can be shown and stored: UTF-8, no more than 600 bytes.
Broken judgeError(const core::Error& error);

} // namespace devsync::fuzz
