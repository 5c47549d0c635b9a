// SPDX-License-Identifier: Apache-2.0
#include "sync/core/baseline_changes.h"

namespace devsync::core {

namespace {

FieldMask changedFields(const AccountView& account, const std::vector<Value>& known) {
    FieldMask changed;
    for (std::size_t i = 0; i < account.fields.size(); ++i) {
        if (i >= known.size() || !sameContent(account.fields[i], known[i]))
            changed.set(static_cast<FieldIndex>(i));
    }
    return changed;
}

FieldMask allFields(const AccountView& account) {
    FieldMask all;
    for (std::size_t i = 0; i < account.fields.size(); ++i)
        all.set(static_cast<FieldIndex>(i));
    return all;
}

} // namespace

BothSides<FieldMask> changedSinceBaseline(const PairFacts& facts) {
    BothSides<FieldMask> changed;
    const BaselineEntry* known = facts.pairBaseline();
    for (const Side side : kSides) {
        const AccountView* account = facts.accounts[side];
        if (!known || !account || copiedFieldsFingerprint(*account) == known->sides[side].copiedFields)
            continue;
        changed[side] = facts.baselineValues ? changedFields(*account, facts.baselineValues->values[side])
                                             : allFields(*account);
    }
    return changed;
}

} // namespace devsync::core
