// SPDX-License-Identifier: Apache-2.0
// The body of a POST or PATCH of a user, applied to a draft in Drupal's order: known attributes and dates,
// then field access, then validation. Internal to the handlers.
#pragma once

#include "sync/sandbox/portal_answers.h"

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace devsync::sandbox {

/// `data` of the body, checked for shape only.
class Submission {
public:
    /// The reply is 400 for what is no JSON:API document.
    static std::optional<Reply> parse(const Exchange& exchange, Submission& out);

    const std::string& id() const { return m_id; } ///< empty if not sent
    const std::vector<std::string>& names() const { return m_names; }
    bool has(std::string_view attribute) const;
    /// Role ids; nothing = relationship not sent.
    const std::optional<std::vector<std::string>>& roleUuids() const { return m_roles; }
    const nlohmann::json& value(std::string_view attribute) const;

    Submission();
    ~Submission();
    Submission(const Submission&) = delete;
    Submission& operator=(const Submission&) = delete;

private:
    std::string m_id;
    std::vector<std::string> m_names;
    std::optional<std::vector<std::string>> m_roles;
    std::unique_ptr<nlohmann::json> m_attributes;
};

/// Sets `draft` from the submission. `before` is the stored user of a PATCH, null on POST. A reply refuses
/// it.
std::optional<Reply> applySubmission(const Exchange& exchange, const Caller& caller,
                                     const Submission& submission, const User* before, User& draft);

/// Violations of one configurable field; sets it in the draft where there are none.
void applyField(const FieldDef& field, const nlohmann::json& value, User& draft,
                std::vector<PortalError>& violations);

/// Violations of user name and address, as Drupal's own constraints word them. `self` is the user's uid.
void checkName(const World& world, const User& draft, bool sentEmpty, std::vector<PortalError>& violations);
void checkMail(const World& world, const User& draft, bool hadMail, std::vector<PortalError>& violations);

} // namespace devsync::sandbox
