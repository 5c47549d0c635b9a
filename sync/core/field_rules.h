// SPDX-License-Identifier: Apache-2.0
// What happens to one copied field when one side's value is to stand on both (sync-rules 3.5 to 3.7). Pure;
// called by the update and creation rules and by the details of a row.
#pragma once

#include "sync/core/policy.h"
#include "sync/core/value.h"

#include <cstdint>
#include <optional>

namespace devsync::core {

inline constexpr std::size_t kMaxNameLength = 64; ///< characters, of first and last name in the portal

/// Why the portal cannot hold a value.
enum class Misfit : std::uint8_t {
    Undecodable,
    TooManyValues, ///< more than the field's cardinality
    TooLong,       ///< a value over the field's length, or a name over 64
    NotAllowed,    ///< not among the field's allowed values
};

/// nullopt: it fits, as far as the mapping knows the limits. Apigee publishes no limits, so towards it only
/// Undecodable is possible.
std::optional<Misfit> misfitOf(ValueView value, FieldIndex field, const Mapping& mapping, Side target);

/// Empty, or one of the placeholders the portal module writes: no value, never copied over anything.
bool isNoName(ValueView value);

constexpr bool isName(FieldIndex field) {
    return field == kFirstName || field == kLastName;
}

struct FieldFacts {
    FieldIndex field = 0;
    BothSides<ValueView> values;
    bool baselineHadPortalValue = false;
};

/// Whose value stands. By hand means that a person chose it for this field: then nothing is kept for caution.
struct FieldSource {
    Side side = Side::Apigee;
    bool byHand = false;
};

enum class FieldStep : std::uint8_t {
    Equal,      ///< no difference the rule knows
    Kept,       ///< differs on purpose: an empty or missing value does not erase (3.5)
    Write,      ///< the source's value goes to the other side
    Remove,     ///< as Write: the other side's value is cleared or its attribute removed
    DoesNotFit, ///< would be written, but the other side cannot hold it (3.7)
};

FieldStep judgeField(const FieldFacts& facts, FieldSource source, const Policy& policy);

} // namespace devsync::core
