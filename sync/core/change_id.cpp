// SPDX-License-Identifier: Apache-2.0
#include "sync/core/change_id.h"

namespace devsync::core {

namespace {

void appendNumber(std::string& bytes, std::uint64_t number) {
    for (int i = 0; i < 8; ++i)
        bytes.push_back(static_cast<char>((number >> (8 * i)) & 0xff));
}

} // namespace

std::uint64_t changeIdOf(const RowDetails& details) {
    const PlanRow& row = *details.row;
    std::string bytes;
    packItem(bytes, details.email);
    packItem(bytes, details.userName);
    appendNumber(bytes, static_cast<std::uint64_t>(row.action));
    appendNumber(bytes, row.writeApigee.bits());
    appendNumber(bytes, row.writePortal.bits());
    appendNumber(bytes, static_cast<std::uint64_t>(details.createStatus));
    for (const Side side : kSides)
        appendNumber(bytes, details.accounts[side] ? preconditionFingerprint(*details.accounts[side]) : 0);
    for (const FieldDetail& field : details.fields) {
        appendNumber(bytes, static_cast<std::uint64_t>(field.result.state));
        packItem(bytes, field.result.packed);
    }
    return textHash(bytes);
}

} // namespace devsync::core
