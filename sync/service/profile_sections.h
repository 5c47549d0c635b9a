// SPDX-License-Identifier: Apache-2.0
// The sections of a profile file, one function each. Faults are collected in the ProfileFault of the readers.
// Only for profile_read.cpp.
#pragma once

#include "sync/service/profile.h"
#include "sync/service/table_reader.h"

namespace devsync::service {

// connections: profile_connections.cpp
ApigeeProfile readApigee(TableReader reader);
PortalProfile readPortal(TableReader reader, core::Policy& policy);
NetworkProfile readNetwork(TableReader reader, const std::string& folder);

// rules: profile_rules.cpp
core::Mapping readMapping(TableReader reader, ProfileFault& fault);
void readSync(TableReader reader, ProfileFault& fault, core::Policy& policy);
core::Limits readLimits(TableReader reader);

// sections of later versions: checked in shape, refused when they ask for something: profile_later.cpp
void readSchedule(TableReader reader);
void readNotify(TableReader reader);
void readHistory(TableReader reader);

} // namespace devsync::service
