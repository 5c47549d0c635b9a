// SPDX-License-Identifier: Apache-2.0
// The control end points below /sandbox, the same on both ports. Internal to sandbox.cpp.
#pragma once

#include "sync/sandbox/sandbox.h"

namespace devsync::sandbox {

protocol::HttpResponse control(SandboxState& state, const protocol::HttpRequest& request, core::Now now);

} // namespace devsync::sandbox
