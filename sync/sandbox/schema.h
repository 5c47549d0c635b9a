// SPDX-License-Identifier: Apache-2.0
// What the sandbox's portal knows about its users: fields, roles, and which field is which Apigee attribute.
// Immutable once a world is made; shared by its copies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

enum class FieldType : std::uint8_t {
    String,
    StringLong,
    Email,
    ListString,
    Boolean,
    Integer,
    Timestamp,
};

/// As Drupal writes it: "string_long".
std::string_view fieldTypeName(FieldType type);

inline constexpr int kUnlimited = -1;

struct FieldDef {
    std::string name; ///< machine name, e.g. field_company
    FieldType type = FieldType::String;
    int cardinality = 1;                              ///< 1..n or kUnlimited
    std::string label{};                              ///< used in the portal's messages
    std::size_t maxLength = 255;                      ///< code points; only String
    std::vector<std::string> allowed{};               ///< only ListString; empty = anything
    std::optional<std::int64_t> minimum{}, maximum{}; ///< only Integer
    bool required = false;
    bool base = false; ///< a base field: a world file writes it as one string
};

struct Role {
    std::string id; ///< machine name
    std::string uuid;
    bool administersUsers = false; ///< permission "administer users"
    bool viewsProfiles = false;    ///< permission "access user profiles"
    bool isAdmin = false;          ///< everything
};

/// One line of the module's attribute mapping; stored as CSV.
struct MappedField {
    std::string attribute; ///< name in Apigee
    std::string field;     ///< name in the portal
};

struct PortalSchema {
    std::vector<FieldDef> fields;
    std::vector<Role> roles;
    std::vector<MappedField> mapping;
    std::string siteName = "Sandbox Portal";
    std::string firstNameField = "first_name"; ///< only where `fields` has them
    std::string lastNameField = "last_name";

    const FieldDef* field(std::string_view name) const;
    const Role* role(std::string_view id) const;
    const Role* roleByUuid(std::string_view uuid) const;
};

/// The portal of every population and world file: first_name, last_name and six mapped CSV fields.
PortalSchema sandboxSchema();

/// The mapping as lines of a profile's [mapping] table.
std::string mappingToml(const PortalSchema& schema);

} // namespace devsync::sandbox
