// SPDX-License-Identifier: Apache-2.0
#include "sync/core/field_rules.h"

#include <algorithm>
#include <array>

namespace devsync::core {

namespace {

constexpr std::array<std::string_view, 4> kPlaceholderNames{"FirstName", "LastName", "Firstname", "Lastname"};

/// Code points of valid UTF-8: every byte that does not continue one.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isAllowed(std::string_view item, const std::vector<std::string>& allowed) {
    return std::find(allowed.begin(), allowed.end(), item) != allowed.end();
}

std::optional<Misfit> misfitOfAttribute(ValueView value, const MappedAttribute& attribute) {
    const std::vector<std::string_view> items = value.items();
    if (attribute.cardinality != kUnlimited && items.size() > static_cast<std::size_t>(attribute.cardinality))
        return Misfit::TooManyValues;
    for (const std::string_view item : items) {
        if (attribute.maxLength && characters(item) > *attribute.maxLength)
            return Misfit::TooLong;
        if (!attribute.allowedValues.empty() && !isAllowed(item, attribute.allowedValues))
            return Misfit::NotAllowed;
    }
    return std::nullopt;
}

/// An attribute that is absent in Apigee leaves the portal alone; `""` there is an intention.
bool keepsPortalValue(ValueView apigee, const Policy& policy) {
    return apigee.state == ValueState::Absent && policy.missingAttribute == MissingAttributeMode::Keep;
}

/// An empty portal field removes only what the portal itself once held: it was emptied, not never filled.
bool keepsAttribute(const FieldFacts& facts, const Policy& policy) {
    return policy.emptyField == EmptyFieldMode::RemovedOnly && !facts.baselineHadPortalValue;
}

FieldStep judgeEmpty(const FieldFacts& facts, FieldSource source, const Policy& policy) {
    const bool kept = source.side == Side::Apigee ? keepsPortalValue(facts.values.apigee, policy)
                                                  : keepsAttribute(facts, policy);
    return kept && !source.byHand ? FieldStep::Kept : FieldStep::Remove;
}

} // namespace

std::optional<Misfit> misfitOf(ValueView value, FieldIndex field, const Mapping& mapping, Side target) {
    if (value.state == ValueState::Undecodable)
        return Misfit::Undecodable;
    if (target == Side::Apigee || value.isEmpty())
        return std::nullopt;
    if (!isName(field))
        return misfitOfAttribute(value, mapping.attribute(field));
    return characters(value.single()) > kMaxNameLength ? std::optional(Misfit::TooLong) : std::nullopt;
}

bool isNoName(ValueView value) {
    const std::string_view name = value.single();
    return value.isEmpty()
           || std::find(kPlaceholderNames.begin(), kPlaceholderNames.end(), name) != kPlaceholderNames.end();
}

FieldStep judgeField(const FieldFacts& facts, FieldSource source, const Policy& policy) {
    const ValueView winning = facts.values[source.side];
    const ValueView losing = facts.values[otherSide(source.side)];
    if (isName(facts.field) && isNoName(winning))
        return FieldStep::Equal;
    if (sameContent(winning, losing))
        return FieldStep::Equal;
    if (winning.isEmpty())
        return judgeEmpty(facts, source, policy);
    return misfitOf(winning, facts.field, policy.mapping, otherSide(source.side)) ? FieldStep::DoesNotFit
                                                                                  : FieldStep::Write;
}

} // namespace devsync::core
