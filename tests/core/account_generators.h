// SPDX-License-Identifier: Apache-2.0
// RapidCheck generators of accounts for the tests of this folder, and the number of cases of a property.
#pragma once

#include "sync/core/account.h"

#include <QByteArray>

#include <rapidcheck.h>
#include <string>
#include <vector>

namespace devsync::core::testing {

inline constexpr std::size_t kFieldCount = 4;

/// Before the first property: RapidCheck reads its settings once.
inline void useManyCases(const char* count = "10000") {
    if (!qEnvironmentVariableIsSet("RC_PARAMS"))
        qputenv("RC_PARAMS", QByteArray("max_success=") + count);
}

/// Few letters, so that addresses meet: case twins, two- and four-byte letters, and none at all.
inline rc::Gen<std::string> email() {
    const auto letters = rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
        std::vector<std::string>{"a", "A", "b", "B", "\xC3\xA4", "\xC3\x84", "\xF0\x90\x90\x80"}));
    return rc::gen::map(rc::gen::resize(2, letters), [](const std::vector<std::string>& parts) {
        std::string text;
        for (const std::string& part : parts)
            text += part;
        return text.empty() ? text : text + "@example.com";
    });
}

inline rc::Gen<Value> value() {
    const auto texts =
        rc::gen::elementOf(std::vector<std::string>{"", "x", "yy", "a somewhat longer text, with a comma"});
    return rc::gen::oneOf(
        rc::gen::just(Value::absent()), rc::gen::just(Value::empty()),
        rc::gen::map(rc::gen::resize(3, rc::gen::container<std::vector<std::string>>(texts)),
                     [](const std::vector<std::string>& items) { return Value::of(items); }),
        rc::gen::map(texts, [](const std::string& raw) { return Value::undecodable(raw); }),
        rc::gen::map(texts, [](const std::string& raw) { return Value::duplicate(Value::text(raw)); }));
}

inline rc::Gen<Account> account() {
    return rc::gen::exec([] {
        Account account;
        account.email = *email();
        account.userName = *rc::gen::elementOf(std::vector<std::string>{"", "ann", "Bob", "j\xC3\xBCrgen"});
        account.id = *rc::gen::elementOf(std::vector<std::string>{"", "id-1", "id-2", "id-3"});
        account.uid = *rc::gen::inRange<std::uint32_t>(0, 5);
        account.status = *rc::gen::element(Status::Active, Status::Inactive);
        account.changedRaw = *rc::gen::inRange<std::int64_t>(-1, 3);
        account.fields = *rc::gen::container<std::vector<Value>>(kFieldCount, value());
        account.unmanagedCount = *rc::gen::inRange<std::uint16_t>(0, 3);
        account.unmanagedFingerprint = *rc::gen::arbitrary<std::uint64_t>();
        return account;
    });
}

inline rc::Gen<std::vector<Account>> accounts(int atMost) {
    return rc::gen::resize(atMost, rc::gen::container<std::vector<Account>>(account()));
}

} // namespace devsync::core::testing
