// SPDX-License-Identifier: Apache-2.0
// Whether the process that holds a lease still lives. A dead holder on this host can be succeeded at once
// (sync-rules 9.10); any doubt is Unknown, and the taker waits a whole lease instead. Knows no Qt.
#pragma once

#include "sync/core/store_batch.h"

#include <functional>

namespace devsync::storage {

/// Asked by ReadLease and TakeLease for the holder of the lease.
using ProcessProbe = std::function<core::LeaseState::OwnerProcess(const core::LeaseOwner&)>;

/// This process as the holder of a lease: host name, pid, start time in clock ticks since boot.
core::LeaseOwner describeThisProcess();

/// By /proc and a null signal. Gone: no such pid, a zombie, or another process under the same pid.
/// Unknown: another host, or a process whose start time cannot be read.
core::LeaseState::OwnerProcess probeProcess(const core::LeaseOwner& owner);

} // namespace devsync::storage
