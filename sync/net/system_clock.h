// SPDX-License-Identifier: Apache-2.0
// The one place that reads a clock for the engine. Called by the shell before each event; never by a pure
// room.
#pragma once

#include "sync/core/now.h"

namespace devsync::net {

/// `mono` goes on while the machine sleeps: a lease that ran out during suspend must not look alive after it.
core::Now systemNow();

} // namespace devsync::net
