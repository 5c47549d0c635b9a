// SPDX-License-Identifier: Apache-2.0
// Source texts of errors, one entry a kind. Only for error_text.cpp.
#pragma once

#include "sync/core/error.h"

namespace devsync::texts {

struct ErrorWords {
    const char* code;
    const char* cause;        ///< without stop; %1 = "Apigee", "The portal" or "The server"
    const char* remedy;       ///< of Apigee, and where no side is known
    const char* portalRemedy; ///< nullptr: the same
};

ErrorWords errorWords(core::ErrorKind kind);

} // namespace devsync::texts
