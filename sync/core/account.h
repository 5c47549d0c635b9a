// SPDX-License-Identifier: Apache-2.0
// One account as a side shows it. AccountView is what tables and parsers hand around; Account owns its bytes
// (a reading before a write, a test, a world).
#pragma once

#include "sync/core/mapping.h"
#include "sync/core/side.h"
#include "sync/core/value.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::core {

/// Anything but "active" in Apigee is inactive; portal `null` is blocked (sync-rules 1).
enum class Status : std::uint8_t { Active, Inactive };

struct AccountView {
    std::string_view email; ///< the side's own spelling; empty = none
    std::string_view userName;
    std::string_view id;   ///< Apigee developerId, portal uuid; may be empty
    std::uint32_t uid = 0; ///< portal only
    Status status = Status::Active;
    std::int64_t changedRaw = 0;       ///< Apigee: lastModifiedAt, ms; portal: changed, s; ≤ 0 = unknown
    std::span<const ValueView> fields; ///< Mapping::fieldCount() values by FieldIndex
    std::uint16_t unmanagedCount = 0;  ///< Apigee attributes outside the mapping
    std::uint64_t unmanagedFingerprint = 0;

    ValueView field(FieldIndex index) const { return fields[index]; }
};

struct Account {
    std::string email;
    std::string userName;
    std::string id;
    std::uint32_t uid = 0;
    Status status = Status::Active;
    std::int64_t changedRaw = 0;
    std::vector<Value> fields;
    std::uint16_t unmanagedCount = 0;
    std::uint64_t unmanagedFingerprint = 0;

    Account() = default;
    explicit Account(const AccountView& view);
    bool operator==(const Account&) const = default;
};

/// An Account read as a view; holds the span's storage, so it must outlive the use of view().
class AccountViewHolder {
public:
    explicit AccountViewHolder(const Account& account);
    AccountViewHolder(const AccountViewHolder&) = delete;
    AccountViewHolder& operator=(const AccountViewHolder&) = delete;
    const AccountView& view() const { return m_view; }

private:
    std::vector<ValueView> m_fields;
    AccountView m_view;
};

/// What the precondition compares (sync-rules 9.1): raw time, e-mail spelling, status, user name, ids and all
/// copied fields, absent apart from empty; not the unmanaged attributes. Never 0.
std::uint64_t preconditionFingerprint(const AccountView& account);

/// Copied fields only, absent equal to empty: "has this side changed since the baseline". Never 0.
std::uint64_t copiedFieldsFingerprint(const AccountView& account);

/// 64-bit hash of a text, seed fixed for all time (it is stored). Never 0.
std::uint64_t textHash(std::string_view text);

} // namespace devsync::core
