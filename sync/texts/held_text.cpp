// SPDX-License-Identifier: Apache-2.0
#include "sync/texts/held_text.h"

#include "sync/texts/row_text.h"
#include "sync/texts/translate.h"

#include <QCoreApplication>
#include <algorithm>
#include <optional>

namespace devsync::texts {

namespace {

using core::HeldBecause;

constexpr std::uint64_t kNameLimit = 64;

std::uint64_t characters(std::string_view text) {
    return static_cast<std::uint64_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool anyLonger(core::ValueView value, std::uint64_t limit) {
    const auto items = value.items();
    return std::any_of(items.begin(), items.end(),
                       [limit](std::string_view item) { return characters(item) > limit; });
}

std::string joined(core::ValueView value) {
    std::string text;
    for (const std::string_view item : value.items())
        text += (text.empty() ? "" : ", ") + std::string(item);
    return quoted(text);
}

std::string atMostCharacters(std::uint64_t limit) {
    return sayCount({QT_TRANSLATE_N_NOOP("texts", "at most %1 character"),
                     QT_TRANSLATE_N_NOOP("texts", "at most %1 characters")},
                    limit);
}

std::string allowedValues(const std::vector<std::string>& allowed) {
    std::string list;
    for (const std::string& value : allowed)
        list += (list.empty() ? "" : ", ") + value;
    return say(QT_TRANSLATE_NOOP("texts", "one of: %1"), {quoted(list)});
}

/// What the target can hold and this value breaks; empty when only the target knows.
std::string limitOf(const core::Mapping& mapping, core::FieldIndex field, core::ValueView value,
                    core::Winner winner) {
    if (value.state == core::ValueState::Undecodable && winner == core::Winner::Portal)
        return say(QT_TRANSLATE_NOOP("texts", "an attribute does not carry it unchanged"));
    if (value.state == core::ValueState::Undecodable)
        return say(QT_TRANSLATE_NOOP("texts", "it cannot be decoded"));
    if (field < core::kFirstAttribute)
        return atMostCharacters(kNameLimit);
    const core::MappedAttribute& attribute = mapping.attribute(field);
    const auto cardinality = attribute.cardinality;
    if (cardinality != core::kUnlimited && value.itemCount() > static_cast<std::size_t>(cardinality))
        return sayCount({QT_TRANSLATE_N_NOOP("texts", "at most %1 value"),
                         QT_TRANSLATE_N_NOOP("texts", "at most %1 values")},
                        static_cast<std::uint64_t>(cardinality));
    if (attribute.maxLength && anyLonger(value, *attribute.maxLength))
        return atMostCharacters(*attribute.maxLength);
    if (!attribute.allowedValues.empty())
        return allowedValues(attribute.allowedValues);
    return {};
}

std::optional<core::FieldIndex> heldField(std::uint16_t detail, const core::Mapping& mapping) {
    if (detail == 0 || detail > mapping.fieldCount())
        return std::nullopt;
    return static_cast<core::FieldIndex>(detail - 1);
}

void setField(HeldFacts& facts, const core::Mapping& mapping, core::FieldIndex field, core::ValueView value,
              core::Winner winner) {
    facts.field = fieldLabel(mapping, field);
    facts.value = joined(value);
    facts.limit = limitOf(mapping, field, value, winner);
}

core::ValueView winningValue(const core::FieldDetail& field, core::Winner winner) {
    if (winner == core::Winner::None)
        return field.result.isEmpty() && !field.apigee.isEmpty() ? field.apigee : field.result;
    return winner == core::Winner::Apigee ? field.apigee : field.portal;
}

/// A held row creates nothing, so the name is that of the account that would be copied.
template <class Accounts>
std::string sourceUserName(const Accounts& accounts) {
    if (accounts.apigee)
        return std::string(accounts.apigee->userName);
    return accounts.portal ? std::string(accounts.portal->userName) : std::string();
}

core::ValueView winningValue(const core::PlannedChange& change, core::FieldIndex field) {
    const core::Side first = change.winner == core::Winner::Portal ? core::Side::Portal : core::Side::Apigee;
    for (const core::Side side : {first, core::otherSide(first)})
        if (change.before[side] && field < change.before[side]->fields.size())
            return change.before[side]->fields[field];
    return {};
}

std::string twinsOrRename(const HeldFacts& facts) {
    if (facts.because == HeldBecause::Twins)
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Several accounts of one side share the address %1 but for upper and "
                                     "lower case."),
                   {quoted(facts.email)});
    if (facts.note.empty()) // nobody has the old address any more
        return say(QT_TRANSLATE_NOOP(
                       "texts", "%1 was probably renamed: the same account was known under another address."),
                   {quoted(facts.email)});
    return say(QT_TRANSLATE_NOOP("texts", "%1 was probably renamed: the same account was known as %2."),
               {quoted(facts.email), quoted(facts.note)});
}

std::string valueCause(const HeldFacts& facts) {
    if (facts.field.empty())
        return say(QT_TRANSLATE_NOOP("texts", "A value does not fit the other side."));
    if (facts.limit.empty())
        return say(QT_TRANSLATE_NOOP("texts", "%1 \"%2\" does not fit the other side."),
                   {facts.field, facts.value});
    return say(QT_TRANSLATE_NOOP("texts", "%1 \"%2\" does not fit the other side: %3."),
               {facts.field, facts.value, facts.limit});
}

std::string userNameCause(const HeldFacts& facts) {
    if (facts.because == HeldBecause::UserNameIllegal)
        return say(QT_TRANSLATE_NOOP("texts", "The user name \"%1\" is not allowed in the portal (at most 60 "
                                              "characters; letters, digits, space, and . - _ ' @ +)."),
                   {quoted(facts.userName)});
    return say(QT_TRANSLATE_NOOP("texts", "The user name \"%1\" is taken in the portal."),
               {quoted(facts.userName)});
}

std::string fieldOrAttribute(const HeldFacts& facts) {
    return facts.field.empty() ? say(QT_TRANSLATE_NOOP("texts", "A mapped attribute")) : facts.field;
}

std::string causeOf(const HeldFacts& facts) {
    switch (facts.because) {
    case HeldBecause::None:
        return say(QT_TRANSLATE_NOOP("texts", "Held."));
    case HeldBecause::Twins:
    case HeldBecause::Renamed:
        return twinsOrRename(facts);
    case HeldBecause::ValueDoesNotFit:
        return valueCause(facts);
    case HeldBecause::UserNameTaken:
    case HeldBecause::UserNameIllegal:
        return userNameCause(facts);
    case HeldBecause::UpperCase:
        return say(QT_TRANSLATE_NOOP("texts", "Apigee X refuses upper-case letters in e-mail addresses."));
    case HeldBecause::AttributeLimit:
        return say(QT_TRANSLATE_NOOP(
            "texts", "The developer would have more than 18 attributes, the most Apigee holds."));
    case HeldBecause::MissingNames:
        return say(QT_TRANSLATE_NOOP("texts", "First or last name is missing."));
    case HeldBecause::Reappear:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "The account was deleted on one side since the last run and would "
                                     "come back."));
    case HeldBecause::Conflict:
        return say(
            QT_TRANSLATE_NOOP("texts", "Both sides were changed since the last run, not to the same value."));
    case HeldBecause::ModulePush:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "The portal's own module would push more to Apigee than was planned."));
    case HeldBecause::TimeUnknown:
        return say(QT_TRANSLATE_NOOP("texts", "A side does not tell when the account was changed."));
    case HeldBecause::DuplicateAttribute:
        return say(QT_TRANSLATE_NOOP("texts", "%1 occurs more than once at the developer."),
                   {fieldOrAttribute(facts)});
    case HeldBecause::Operator:
        return say(QT_TRANSLATE_NOOP("texts", "Held by hand."));
    }
    return {};
}

std::string userNameRemedy(const HeldFacts& facts) {
    if (facts.note.empty())
        return say(QT_TRANSLATE_NOOP("texts", "Rename one of the two accounts by hand, then run again."));
    return say(QT_TRANSLATE_NOOP("texts", "The user name \"%1\" is free. Set `user_name_clash = "
                                          "\"propose-and-create\"` in [sync], or rename by hand."),
               {quoted(facts.note)});
}

std::string remedyOf(const HeldFacts& facts) {
    switch (facts.because) {
    case HeldBecause::None:
    case HeldBecause::Operator:
        return say(QT_TRANSLATE_NOOP("texts", "Give the row back to the rule to synchronise it."));
    case HeldBecause::Twins:
        return say(QT_TRANSLATE_NOOP("texts", "Remove or rename all but one of them, then run again."));
    case HeldBecause::Renamed:
        return say(QT_TRANSLATE_NOOP("texts", "Give both sides the same address, or forget the old one with "
                                              "`devsync baseline forget`."));
    case HeldBecause::ValueDoesNotFit:
        return say(QT_TRANSLATE_NOOP("texts", "Correct the value where it comes from, then run again."));
    case HeldBecause::UserNameTaken:
    case HeldBecause::UserNameIllegal:
        return userNameRemedy(facts);
    case HeldBecause::UpperCase:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Write the address in lower case in the portal, or set `upper_case = "
                                     "\"lower\"` in [sync]."));
    case HeldBecause::AttributeLimit:
        return say(QT_TRANSLATE_NOOP("texts", "Remove attributes from the developer, then run again."));
    case HeldBecause::MissingNames:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Enter the names, or set `missing_names = \"placeholder\"` in [sync]."));
    case HeldBecause::Reappear:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Delete it on the other side too, or set `reappear = \"recreate\"` in "
                                     "[sync]."));
    case HeldBecause::Conflict:
        return say(QT_TRANSLATE_NOOP("texts",
                                     "Make the fields equal by hand, or set `conflicts = \"rule\"` in "
                                     "[sync]."));
    case HeldBecause::ModulePush:
        return say(QT_TRANSLATE_NOOP("texts", "Use `transport = \"drush\"` in [portal]."));
    case HeldBecause::TimeUnknown:
        return say(
            QT_TRANSLATE_NOOP("texts", "Save the account once on the side that counts, then run again."));
    case HeldBecause::DuplicateAttribute:
        return say(QT_TRANSLATE_NOOP("texts", "Remove the duplicate from the developer, then run again."));
    }
    return {};
}

} // namespace

HeldFacts heldFactsOf(const core::RowDetails& details, const core::Mapping& mapping, std::string_view note) {
    HeldFacts facts{.because = details.row->heldBecause,
                    .email = std::string(details.email),
                    .userName = sourceUserName(details.accounts),
                    .note = std::string(note)};
    const auto field = heldField(details.row->detail, mapping);
    if (field && *field < details.fields.size())
        setField(facts, mapping, *field, winningValue(details.fields[*field], details.row->winner),
                 details.row->winner);
    return facts;
}

HeldFacts heldFactsOf(const core::PlannedChange& change, const core::Mapping& mapping) {
    HeldFacts facts{.because = change.heldBecause,
                    .email = change.email,
                    .userName = sourceUserName(change.before),
                    .note = change.note};
    if (const auto field = heldField(change.detail, mapping))
        setField(facts, mapping, *field, winningValue(change, *field), change.winner);
    return facts;
}

std::string_view heldCode(HeldBecause because) {
    switch (because) {
    case HeldBecause::None:
        return "HELD";
    case HeldBecause::Twins:
        return "HELD-TWINS";
    case HeldBecause::Renamed:
        return "HELD-RENAMED";
    case HeldBecause::ValueDoesNotFit:
        return "HELD-VALUE-DOES-NOT-FIT";
    case HeldBecause::UserNameTaken:
        return "HELD-USER-NAME-TAKEN";
    case HeldBecause::UserNameIllegal:
        return "HELD-USER-NAME-ILLEGAL";
    case HeldBecause::UpperCase:
        return "HELD-UPPER-CASE";
    case HeldBecause::AttributeLimit:
        return "HELD-ATTRIBUTE-LIMIT";
    case HeldBecause::MissingNames:
        return "HELD-MISSING-NAMES";
    case HeldBecause::Reappear:
        return "HELD-REAPPEAR";
    case HeldBecause::Conflict:
        return "HELD-CONFLICT";
    case HeldBecause::ModulePush:
        return "HELD-MODULE-PUSH";
    case HeldBecause::TimeUnknown:
        return "HELD-TIME-UNKNOWN";
    case HeldBecause::DuplicateAttribute:
        return "HELD-DUPLICATE-ATTRIBUTE";
    case HeldBecause::Operator:
        return "HELD-OPERATOR";
    }
    return {};
}

HeldText describeHeld(const HeldFacts& facts) {
    return {.cause = causeOf(facts), .remedy = remedyOf(facts)};
}

} // namespace devsync::texts
