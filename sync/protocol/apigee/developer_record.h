// SPDX-License-Identifier: Apache-2.0
// The record under construction while its JSON is read: packed values in one buffer, fields by index, what is
// known of unmanaged attributes. Reused from record to record. Private to developer_reader.
#pragma once

#include "sync/core/account.h"
#include "sync/core/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace devsync::protocol::apigee {

class DeveloperRecord {
public:
    explicit DeveloperRecord(core::Mapping mapping);

    void clear();
    void setName(core::FieldIndex field, std::string_view text);
    /// A mapped attribute by its name, once more makes it Duplicate; any other is unmanaged.
    void addAttribute(std::string_view name, std::string_view value);

    std::string_view email;
    std::string_view userName;
    std::string_view id;
    core::Status status = core::Status::Inactive;
    std::int64_t changedRaw = 0;

    /// Valid until clear().
    const core::AccountView& view();

private:
    struct Slot {
        core::ValueState state = core::ValueState::Absent;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void addUnmanaged(std::string_view name, std::string_view value);

    core::Mapping m_mapping;
    std::string m_packed;
    std::vector<Slot> m_slots;
    std::vector<core::ValueView> m_fields;
    std::uint16_t m_unmanagedCount = 0;
    std::uint64_t m_unmanagedFingerprint = 0;
    core::AccountView m_view;
};

} // namespace devsync::protocol::apigee
