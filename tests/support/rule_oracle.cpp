// SPDX-License-Identifier: Apache-2.0
#include "tests/support/rule_oracle.h"

#include "sync/core/user_name.h"

namespace devsync::testing {

using namespace core;

namespace {

bool nothing(const Value& v) {
    return v.state() == ValueState::Absent || v.state() == ValueState::Empty;
}
bool equal(const Value& a, const Value& b) {
    return (nothing(a) && nothing(b)) || a == b;
}
bool noName(const Value& v) {
    for (const char* word : {"FirstName", "LastName", "Firstname", "Lastname"})
        if (v == Value::text(word))
            return true;
    return nothing(v);
}
std::size_t length(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8)
        count += (c & 0xC0) != 0x80;
    return count;
}
bool portalHolds(const Value& v, std::size_t f, const Mapping& mapping) {
    if (v.state() == ValueState::Undecodable)
        return false;
    if (f < 2)
        return length(v.view().single()) <= 64;
    const MappedAttribute& field = mapping.attributes[f - 2];
    if (field.cardinality != -1 && v.view().items().size() > static_cast<std::size_t>(field.cardinality))
        return false;
    for (const std::string_view item : v.view().items()) {
        bool listed = field.allowedValues.empty();
        for (const std::string& allowed : field.allowedValues)
            listed = listed || allowed == item;
        if (!listed || (field.maxLength && length(item) > *field.maxLength))
            return false;
    }
    return true;
}
bool edited(const Account& now, const std::vector<Value>& then, std::int64_t rawThen) {
    bool moved = now.changedRaw != rawThen;
    for (std::size_t f = 0; f < now.fields.size(); ++f)
        moved = moved || !equal(now.fields[f], then[f]);
    return moved;
}

OracleAnswer create(const OraclePair& pair, const Policy& policy) {
    const bool toPortal = pair.apigee != nullptr;
    const Account& source = toPortal ? *pair.apigee : *pair.portal;
    const std::string action = toPortal ? "create_portal_user" : "create_developer";
    const Winner winner = toPortal ? Winner::Apigee : Winner::Portal;
    std::vector<Value> wanted = source.fields;
    std::size_t attributes = 0;
    bool held = pair.baseline && policy.reappear == ReappearMode::Hold;
    for (std::size_t f = 0; f < wanted.size(); ++f) {
        if (f < 2 && noName(wanted[f])) {
            held = held || policy.missingNames == MissingNamesMode::Hold;
            wanted[f] = Value::text(f == 0 ? "FirstName" : "LastName");
        }
        held = held || wanted[f].state() == ValueState::Duplicate
               || wanted[f].state() == ValueState::Undecodable
               || (toPortal && !portalHolds(wanted[f], f, policy.mapping));
        attributes += f >= 2 && !nothing(wanted[f]);
    }
    bool upper = false;
    for (const char c : source.email)
        upper = upper || (c >= 'A' && c <= 'Z');
    if (toPortal)
        held = held || (!isLegalUserName(source.userName) && policy.userNameClash == UserNameClashMode::Hold);
    else
        held = held || (upper && policy.apigeeLowerCaseOnly && policy.upperCase == UpperCaseMode::Hold)
               || attributes > 18;
    if (held)
        return {"held", winner, false, {}, {}, action};
    return toPortal ? OracleAnswer{action, winner, false, source.fields, wanted, {}}
                    : OracleAnswer{action, winner, false, wanted, source.fields, {}};
}

} // namespace

OracleAnswer askOracle(const OraclePair& pair, const Policy& policy) {
    if (!pair.apigee || !pair.portal)
        return create(pair, policy);
    const Account &a = *pair.apigee, &p = *pair.portal;
    const BaselineRow* base = pair.baseline;
    // 3.2, 3.8, 7: when was each side edited, and who wins?
    const bool aEdited = !base || edited(a, base->values.apigee, base->entry.sides.apigee.changedRaw);
    const bool pEdited = !base || edited(p, base->values.portal, base->entry.sides.portal.changedRaw);
    const std::int64_t aTime = aEdited ? a.changedRaw / 1000 : base->entry.sides.apigee.editedAt;
    const std::int64_t pTime =
        pEdited ? p.changedRaw - pair.offsetSeconds : base->entry.sides.portal.editedAt;
    const bool timeKnown = a.changedRaw > 0 && p.changedRaw > 0;
    Winner winner = aTime >= pTime ? Winner::Apigee : Winner::Portal;
    if (!aEdited && !pEdited && base->entry.winner != Winner::None)
        winner = base->entry.winner;
    OracleAnswer answer{"same", timeKnown ? winner : Winner::None, false, a.fields, p.fields, {}};
    // 3.5 to 3.7: what of the winner's goes to the other side?
    bool held = false, differs = false;
    std::size_t attributes = a.unmanagedCount;
    for (std::size_t f = 0; f < a.fields.size(); ++f) {
        const bool toPortal = winner == Winner::Apigee;
        const Value &from = toPortal ? a.fields[f] : p.fields[f], &to = toPortal ? p.fields[f] : a.fields[f];
        held = held || a.fields[f].state() == ValueState::Duplicate;
        const bool onceInPortal = base && !nothing(base->values.portal[f]);
        const bool keep =
            nothing(from)
            && (f < 2
                || (toPortal ? from.state() == ValueState::Absent
                                   && policy.missingAttribute == MissingAttributeMode::Keep
                             : policy.emptyField == EmptyFieldMode::RemovedOnly && !onceInPortal));
        const bool write = !equal(from, to) && !keep && !(f < 2 && noName(from));
        if (write
            && (toPortal ? !portalHolds(from, f, policy.mapping) : from.state() == ValueState::Undecodable))
            held = true;
        if (write)
            (toPortal ? answer.portal : answer.apigee)[f] = from;
        differs = differs || write;
        answer.conflict = answer.conflict
                          || (write && base && !equal(a.fields[f], base->values.apigee[f])
                              && !equal(p.fields[f], base->values.portal[f]));
        const Value& after = answer.apigee[f];
        attributes += f >= 2 && (write && !toPortal ? !nothing(after) : after.state() != ValueState::Absent);
        // Without times nobody wins: a row is equal only when it is so whoever would.
        if (!timeKnown && !(f < 2 && noName(a.fields[f]) && noName(p.fields[f]))
            && !equal(a.fields[f], p.fields[f]))
            held = true;
    }
    if (differs)
        answer.action = winner == Winner::Apigee ? "to_portal" : "to_apigee";
    if (held || (answer.action == "to_apigee" && attributes > 18)
        || (answer.conflict && policy.conflicts == ConflictMode::Hold)) {
        answer.intended = timeKnown ? answer.action : "same";
        answer.action = "held";
        answer.apigee = a.fields;
        answer.portal = p.fields;
    }
    return answer;
}

} // namespace devsync::testing
