// SPDX-License-Identifier: Apache-2.0
// One developer as Apigee answers a reading, and the update that is made from it: an update that carries what
// was read changes nothing.
#include "sync/protocol/apigee/apigee_account_store.h"
#include "sync/protocol/apigee/developer_reader.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

/// Fields a write can carry: what Apigee stores and gives back as it is.
core::FieldMask writable(const core::Account& account) {
    core::FieldMask mask;
    for (std::size_t i = 0; i < account.fields.size(); ++i) {
        const core::ValueState state = account.fields[i].state();
        const bool isName = i < core::kFirstAttribute;
        if (state == core::ValueState::Present || (!isName && account.fields[i].view().isEmpty()))
            mask.set(static_cast<core::FieldIndex>(i));
    }
    return mask;
}

Broken compare(const core::Account& before, const core::Account& after) {
    if (before.email != after.email || before.userName != after.userName)
        return "an update changes the address or the user name";
    if (before.unmanagedCount != after.unmanagedCount
        || before.unmanagedFingerprint != after.unmanagedFingerprint)
        return "an update changes an unmanaged attribute";
    for (std::size_t i = 0; i < before.fields.size(); ++i)
        if (!core::sameContent(before.fields[i], after.fields[i]))
            return "an update changes a field that it was to leave";
    return nullptr;
}

Broken update(const protocol::AccountStore& store, const protocol::Reading& reading, core::FieldMask mask) {
    const auto request = store.update(reading, mask, reading.account->fields);
    if (!request)
        return judgeError(request.error());
    protocol::apigee::DeveloperReader reader(mapping());
    const auto written = reader.readOne(protocol::PaddedBytes(request->body));
    if (!written)
        return "the body of an update cannot be read";
    return compare(*reading.account, *written);
}

Broken fuzzOne(std::string_view body) {
    const protocol::apigee::ApigeeAccountStore store({.organization = "o", .mapping = mapping()});
    protocol::apigee::DeveloperReader reader(mapping());
    const auto developer = reader.readOne(protocol::PaddedBytes(body));
    if (!developer)
        return judgeError(developer.error());
    if (const Broken broken = judgeAccount(*developer))
        return broken;
    const auto reading = store.parseReading({.email = developer->email, .id = {}}, answer(200, body));
    if (!reading)
        return judgeError(reading.error());
    if (*reading->account != *developer)
        return "the same developer is read differently";
    if (const Broken broken = update(store, *reading, {}))
        return broken;
    return update(store, *reading, writable(*developer));
}

const Target kTarget{"apigee_developer", fuzzOne};

} // namespace
} // namespace devsync::fuzz
