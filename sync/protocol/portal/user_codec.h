// SPDX-License-Identifier: Apache-2.0
// One portal user as a JSON:API resource: into an account, and the bodies of creation and update (facts:
// drupal-portal.md 1, 3, 4). Called by the portal store and lister.
#pragma once

#include "sync/core/account.h"
#include "sync/core/error.h"
#include "sync/protocol/account_store.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace devsync::protocol::portal {

/// MailHidden without `mail` or uid: we may not see addresses, or are anonymous. AnswerUnexpected, naming the
/// field, when a mapped field is missing (unknown names are ignored silently by the portal) or no text. A
/// value that the attribute's format cannot carry is Undecodable, so that the rule holds its row.
core::Result<core::Account> readUser(const core::Mapping& mapping, const nlohmann::ordered_json& resource);

/// The resource's uid; nullopt for one that does not show it (Anonymous, or any to the anonymous).
std::optional<std::uint32_t> uidOf(const nlohmann::ordered_json& resource);

/// POST with our uuid and a slot for the generated password. Fields without a value are left out.
HttpRequest createRequest(const core::Mapping& mapping, const NewAccount& account);

/// PATCH with only the masked fields. ValueRefused, naming the field, for a value that is not decoded or has
/// more items than the field may hold.
core::Result<HttpRequest> updateRequest(const core::Mapping& mapping, const core::Account& user,
                                        core::FieldMask mask, const std::vector<core::Value>& values);

} // namespace devsync::protocol::portal
