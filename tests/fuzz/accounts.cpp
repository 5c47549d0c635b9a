// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/accounts.h"

#include "sync/core/account_table.h"
#include "sync/core/email_key.h"
#include "sync/core/journal_codec.h"

#include <algorithm>
#include <array>

namespace devsync::fuzz {

namespace {

constexpr std::size_t kMaxErrorBytes = 600;

bool holdsUtf8(const core::Value& value) {
    return std::ranges::all_of(value.view().items(), [](std::string_view item) { return isUtf8(item); });
}

bool hasShapeOfState(const core::Value& value) {
    const std::size_t items = value.view().itemCount();
    switch (value.state()) {
    case core::ValueState::Absent:
    case core::ValueState::Empty:
        return items == 0;
    case core::ValueState::Undecodable:
        return items == 1;
    case core::ValueState::Present:
        return items > 0;
    case core::ValueState::Duplicate:
        return true;
    }
    return false;
}

Broken judgeInTable(const core::Account& account) {
    core::AccountTable table(mapping().fieldCount());
    const core::AccountViewHolder holder(account);
    const auto row = table.append(holder.view());
    if (!row)
        return row.error().kind == core::ErrorKind::AnswerTooLarge ? nullptr : "a table refuses the account";
    core::AccountScratch scratch;
    return core::Account(table.at(*row, scratch)) == account ? nullptr : "a table changes the account";
}

} // namespace

const core::Mapping& mapping() {
    static const core::Mapping kMapping{
        .attributes = {
            {.attribute = "company", .field = "field_company"},
            {.attribute = "interests",
             .field = "field_interests",
             .type = core::FieldType::ListString,
             .cardinality = core::kUnlimited},
            {.attribute = "billing_email", .field = "field_billing_email", .type = core::FieldType::Email}}};
    return kMapping;
}

protocol::HttpResponse answer(int status, std::string_view body) {
    protocol::HttpResponse response{.status = status, .headers = {}};
    response.body.append(body);
    return response;
}

bool isUtf8(std::string_view text) {
    std::string folded;
    return core::appendFolded(text, folded);
}

Broken judgeAccount(const core::Account& account) {
    if (!isUtf8(account.email) || !isUtf8(account.userName) || !isUtf8(account.id))
        return "a text of the account is not UTF-8";
    if (account.fields.size() != mapping().fieldCount())
        return "the account has not the fields of the mapping";
    for (const core::Value& value : account.fields) {
        if (!hasShapeOfState(value))
            return "a value has not the items of its state";
        if (!holdsUtf8(value))
            return "an item of a value is not UTF-8";
    }
    return judgeInTable(account);
}

Broken judgeError(const core::Error& error) {
    if (!isUtf8(error.detail) || !isUtf8(error.where) || !isUtf8(error.requestId))
        return "the words of an error are not UTF-8";
    if (error.detail.empty())
        return "an error without words";
    if (error.detail.size() > kMaxErrorBytes || error.where.size() > kMaxErrorBytes)
        return "the words of an error are too long";
    const auto stored = core::unpackError(core::pack(error));
    return stored && *stored == error ? nullptr : "the journal changes the error";
}

protocol::HttpResponse errorAnswer(std::string_view input) {
    static constexpr std::array kStatus{400, 401, 403, 404, 405, 408, 409, 415,
                                        422, 429, 500, 502, 503, 504, 302, 204};
    return answer(kStatus[static_cast<unsigned char>(input.front()) % kStatus.size()], input.substr(1));
}

} // namespace devsync::fuzz
