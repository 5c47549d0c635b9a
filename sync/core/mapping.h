// SPDX-License-Identifier: Apache-2.0
// Which portal field is which Apigee attribute, and what a copied field is. Part of a profile; immutable in a
// run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devsync::core {

/// Drupal field types that can be mapped (facts: drupal-portal.md 7). Those without CSV are stored as JSON.
enum class FieldType : std::uint8_t { String, StringLong, Email, ListString };

/// The portal module's storage format of an attribute.
enum class StorageFormat : std::uint8_t { Csv, Json };

inline constexpr int kUnlimited = -1;

struct MappedAttribute {
    std::string attribute; ///< name in Apigee
    std::string field;     ///< machine name in the portal, e.g. field_company
    FieldType type = FieldType::String;
    int cardinality = 1; ///< 1..n or kUnlimited
    StorageFormat format = StorageFormat::Csv;
    std::optional<std::uint32_t> maxLength; ///< characters; from the bridge's hello, unknown over JSON:API
    std::vector<std::string> allowedValues; ///< list fields; empty = unknown

    bool operator==(const MappedAttribute&) const = default;
};

/// A copied field by number: 0 first name, 1 last name, 2 + i the i-th mapped attribute.
using FieldIndex = std::uint8_t;
inline constexpr FieldIndex kFirstName = 0;
inline constexpr FieldIndex kLastName = 1;
inline constexpr FieldIndex kFirstAttribute = 2;
/// A mask of copied fields fits 32 bits; Apigee holds 18 attributes at most.
inline constexpr std::size_t kMaxMappedAttributes = 30;
inline constexpr std::size_t kApigeeAttributeLimit = 18;

struct Mapping {
    std::string firstNameField = "first_name";
    std::string lastNameField = "last_name";
    std::vector<MappedAttribute> attributes; ///< at most kMaxMappedAttributes, names and fields unique

    std::size_t fieldCount() const { return kFirstAttribute + attributes.size(); }
    const MappedAttribute& attribute(FieldIndex field) const {
        return attributes.at(field - kFirstAttribute);
    }
    /// "first_name", "last_name", "attribute:NAME": the name used in documents and reports.
    std::string fieldName(FieldIndex field) const;

    bool operator==(const Mapping&) const = default;
};

/// A set of copied fields.
class FieldMask {
public:
    constexpr FieldMask() = default;
    constexpr explicit FieldMask(std::uint32_t bits) : m_bits(bits) {}
    constexpr void set(FieldIndex field) { m_bits |= bit(field); }
    constexpr void clear(FieldIndex field) { m_bits &= ~bit(field); }
    constexpr bool has(FieldIndex field) const { return (m_bits & bit(field)) != 0; }
    constexpr bool none() const { return m_bits == 0; }
    constexpr std::uint32_t bits() const { return m_bits; }
    constexpr FieldMask operator|(FieldMask other) const { return FieldMask(m_bits | other.m_bits); }
    constexpr FieldMask operator&(FieldMask other) const { return FieldMask(m_bits & other.m_bits); }
    constexpr bool operator==(const FieldMask&) const = default;

private:
    static constexpr std::uint32_t bit(FieldIndex field) { return std::uint32_t{1} << field; }
    std::uint32_t m_bits = 0;
};

} // namespace devsync::core
