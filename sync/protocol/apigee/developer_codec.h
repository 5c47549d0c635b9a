// SPDX-License-Identifier: Apache-2.0
// Bodies of the writes to one developer. A PUT replaces the whole developer, so an update starts from the
// JSON of a fresh reading and changes the masked members only (facts: apigee-management-api.md 3.2). Called
// by the Apigee store.
#pragma once

#include "sync/core/error.h"
#include "sync/core/mapping.h"
#include "sync/protocol/account_store.h"

#include <string>

namespace devsync::protocol::apigee {

/// E-mail, names, user name and the attributes that have a value. A value that no attribute can store is left
/// out: the rule holds such rows, and the comparison after the write would name the field.
std::string createBody(const core::Mapping& mapping, const NewAccount& account);

/// `base` is the developer's JSON as read. Members outside the mask, unmanaged attributes and the order of
/// attributes stay; what only Apigee sets (status, ids, times, apps) is left out; e-mail and user name go
/// back unchanged. ValueRefused: an empty name, a value that cannot be stored, more than 18 attributes.
core::Result<std::string> updateBody(const core::Mapping& mapping, const std::string& base,
                                     core::FieldMask mask, const std::vector<core::Value>& values);

} // namespace devsync::protocol::apigee
