// SPDX-License-Identifier: Apache-2.0
// One portal user: as the answer to a reading by id and by address, to a write, and to signing in.
#include "sync/protocol/portal/portal_account_store.h"
#include "tests/fuzz/accounts.h"

namespace devsync::fuzz {
namespace {

using protocol::portal::PortalAccountStore;

constexpr const char* kId = "5eab7229-49f9-447e-afa7-eb430c487063";

core::FieldMask allFields() {
    return core::FieldMask((std::uint32_t{1} << mapping().fieldCount()) - 1);
}

template <class T>
Broken judge(const core::Result<T>& result) {
    return result ? nullptr : judgeError(result.error());
}

Broken judgeReading(const PortalAccountStore& store, const core::Result<protocol::Reading>& reading) {
    if (!reading)
        return judgeError(reading.error());
    if (!reading->account)
        return nullptr;
    if (const Broken broken = judgeAccount(*reading->account))
        return broken;
    return judge(store.update(*reading, allFields(), reading->account->fields));
}

Broken fuzzOne(std::string_view body) {
    const PortalAccountStore store({.userName = "sync", .mapping = mapping()});
    const protocol::AccountAddress byId{.email = "dev00001@example.com", .id = kId};
    if (const Broken broken = judgeReading(store, store.parseReading(byId, answer(200, body))))
        return broken;
    const protocol::AccountAddress byMail{.email = byId.email, .id = {}};
    if (const Broken broken = judgeReading(store, store.parseReading(byMail, answer(200, body))))
        return broken;
    const auto written = store.parseWrite(answer(201, body));
    if (written && *written)
        if (const Broken broken = judgeAccount(**written))
            return broken;
    if (const Broken broken = judge(written))
        return broken;
    if (const Broken broken = judge(store.parseSignIn(answer(200, body))))
        return broken;
    return judge(store.parseProbe(answer(200, body)));
}

const Target kTarget{"portal_user", fuzzOne};

} // namespace
} // namespace devsync::fuzz
