// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/developer_record.h"

#include "sync/protocol/portal/attribute_format.h"

#include <algorithm>
#include <limits>

namespace devsync::protocol::apigee {

namespace {

/// Mixes the pair's hashes so that name and value cannot change places; pairs are then added, because their
/// order means nothing.
std::uint64_t pairHash(std::string_view name, std::string_view value) {
    std::uint64_t hash = core::textHash(name) * 0x9e3779b97f4a7c15U + core::textHash(value);
    hash ^= hash >> 32;
    return hash * 0xd6e8feb86659fd93U;
}

} // namespace

DeveloperRecord::DeveloperRecord(core::Mapping mapping)
    : m_mapping(std::move(mapping)), m_slots(m_mapping.fieldCount()), m_fields(m_mapping.fieldCount()) {}

void DeveloperRecord::clear() {
    email = userName = id = {};
    status = core::Status::Inactive;
    changedRaw = 0;
    m_packed.clear();
    std::ranges::fill(m_slots, Slot{});
    m_unmanagedCount = 0;
    m_unmanagedFingerprint = 0;
}

void DeveloperRecord::setName(core::FieldIndex field, std::string_view text) {
    Slot& slot = m_slots[field];
    slot.begin = m_packed.size();
    slot.state = text.empty() ? core::ValueState::Empty : core::ValueState::Present;
    if (!text.empty())
        core::packItem(m_packed, text);
    slot.end = m_packed.size();
}

void DeveloperRecord::addAttribute(std::string_view name, std::string_view value) {
    const auto found = std::ranges::find(m_mapping.attributes, name, &core::MappedAttribute::attribute);
    if (found == m_mapping.attributes.end()) {
        addUnmanaged(name, value);
        return;
    }
    Slot& slot =
        m_slots[core::kFirstAttribute + static_cast<std::size_t>(found - m_mapping.attributes.begin())];
    if (slot.state != core::ValueState::Absent) {
        slot.state = core::ValueState::Duplicate;
        return;
    }
    slot.begin = m_packed.size();
    slot.state = portal::decodeAttribute(*found, value, m_packed);
    slot.end = m_packed.size();
}

void DeveloperRecord::addUnmanaged(std::string_view name, std::string_view value) {
    if (m_unmanagedCount < std::numeric_limits<std::uint16_t>::max())
        ++m_unmanagedCount;
    m_unmanagedFingerprint += pairHash(name, value);
}

const core::AccountView& DeveloperRecord::view() {
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        const Slot& slot = m_slots[i];
        m_fields[i] = {slot.state, std::string_view(m_packed).substr(slot.begin, slot.end - slot.begin)};
    }
    m_view = {.email = email,
              .userName = userName,
              .id = id,
              .status = status,
              .changedRaw = changedRaw,
              .fields = m_fields,
              .unmanagedCount = m_unmanagedCount,
              .unmanagedFingerprint = m_unmanagedFingerprint};
    return m_view;
}

} // namespace devsync::protocol::apigee
