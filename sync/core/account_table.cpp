// SPDX-License-Identifier: Apache-2.0
#include "sync/core/account_table.h"

#include "sync/core/check.h"
#include "sync/core/email_key.h"
#include "sync/core/text_arena.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace devsync::core {

namespace {

/// Texts of a row lie one after the other: e-mail, folded e-mail (only when it differs), user name, id,
/// fields. Without initialisers, so that a chunk of rows touches no page before a row is written there.
struct Row {
    std::int64_t changedRaw;
    std::uint64_t keyHash;
    std::uint64_t unmanagedFingerprint;
    std::uint32_t offset;
    std::uint32_t length;
    std::uint32_t uid;
    std::uint16_t emailLength;
    std::uint16_t foldedLength; ///< 0: the spelling is folded already
    std::uint16_t userNameLength;
    std::uint16_t idLength;
    std::uint16_t unmanagedCount;
    Status status;
};
static_assert(sizeof(Row) == 48);

constexpr std::size_t kRowsPerChunk = 16'384;
constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kPrefetchedBytes = 4 * kCacheLine; ///< most records whole
constexpr unsigned kStateBits = 3;
constexpr std::uint32_t kStateMask = (1U << kStateBits) - 1;

/// Fields are a head of (length, state) numbers, seven bits a byte and least first, then the packed values.
void appendNumber(std::string& out, std::uint32_t number) {
    for (; number >= 0x80; number >>= 7)
        out += static_cast<char>(0x80 | (number & 0x7F));
    out += static_cast<char>(number);
}

std::uint32_t takeNumber(const char*& at) {
    std::uint32_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        number |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
}

std::size_t textBytes(const AccountView& account) {
    std::size_t total = account.email.size() + account.userName.size() + account.id.size();
    for (const ValueView& field : account.fields)
        total += field.packed.size();
    return total;
}

Result<void> checkSizes(const AccountView& account) {
    const auto tooLong = [](const char* what) {
        return fail(ErrorKind::AnswerTooLarge, std::string(what) + " is longer than "
                                                   + std::to_string(AccountTable::kMaxNameBytes) + " bytes");
    };
    if (account.email.size() > AccountTable::kMaxNameBytes)
        return tooLong("the e-mail address");
    if (account.userName.size() > AccountTable::kMaxNameBytes)
        return tooLong("the user name");
    if (account.id.size() > AccountTable::kMaxNameBytes)
        return tooLong("the id");
    if (textBytes(account) > AccountTable::kMaxRecordBytes)
        return fail(ErrorKind::AnswerTooLarge, "the account is larger than 8 MiB",
                    std::string(account.email));
    return {};
}

} // namespace

struct AccountTable::Impl {
    std::size_t fieldCount = 0;
    std::uint32_t size = 0;
    std::vector<std::unique_ptr<Row[]>> rows;
    TextArena texts;
    std::string record; ///< the row being appended: reused, so that a row costs no allocation

    const Row& row(RowIndex index) const {
        DEVSYNC_CHECK(index < size);
        return rows[index / kRowsPerChunk][index % kRowsPerChunk];
    }
    std::string_view text(const Row& row, std::size_t skip, std::size_t length) const {
        return {texts.bytes(row.offset) + skip, length};
    }
    void encode(const AccountView& account, Row& row);
    void push(const Row& row);
    void decodeFields(std::string_view packed, std::vector<ValueView>& fields) const;
};

void AccountTable::Impl::encode(const AccountView& account, Row& row) {
    row.emailLength = static_cast<std::uint16_t>(account.email.size());
    row.userNameLength = static_cast<std::uint16_t>(account.userName.size());
    row.idLength = static_cast<std::uint16_t>(account.id.size());
    record += account.userName;
    record += account.id;
    for (const ValueView& field : account.fields)
        appendNumber(record, static_cast<std::uint32_t>(field.packed.size() << kStateBits)
                                 | static_cast<std::uint32_t>(field.state));
    for (const ValueView& field : account.fields)
        record += field.packed;
    row.length = static_cast<std::uint32_t>(record.size());
    row.changedRaw = account.changedRaw;
    row.uid = account.uid;
    row.status = account.status;
    row.unmanagedCount = account.unmanagedCount;
    row.unmanagedFingerprint = account.unmanagedFingerprint;
}

void AccountTable::Impl::push(const Row& row) {
    if (size / kRowsPerChunk == rows.size())
        rows.push_back(std::make_unique_for_overwrite<Row[]>(kRowsPerChunk));
    rows[size / kRowsPerChunk][size % kRowsPerChunk] = row;
    ++size;
}

void AccountTable::Impl::decodeFields(std::string_view packed, std::vector<ValueView>& fields) const {
    fields.resize(fieldCount);
    const char* at = packed.data();
    for (ValueView& field : fields) {
        const std::uint32_t number = takeNumber(at);
        field = {static_cast<ValueState>(number & kStateMask), {packed.data(), number >> kStateBits}};
    }
    for (ValueView& field : fields) {
        field.packed = {at, field.packed.size()};
        at += field.packed.size();
    }
}

AccountTable::AccountTable(std::size_t fieldCount) : m_impl(std::make_unique<Impl>()) {
    DEVSYNC_CHECK(fieldCount > 0); // so no record is without bytes
    m_impl->fieldCount = fieldCount;
}
AccountTable::~AccountTable() = default;
AccountTable::AccountTable(AccountTable&&) noexcept = default;
AccountTable& AccountTable::operator=(AccountTable&&) noexcept = default;

Result<AccountTable::RowIndex> AccountTable::append(const AccountView& account) {
    DEVSYNC_CHECK(account.fields.size() == m_impl->fieldCount);
    if (const auto sizes = checkSizes(account); !sizes)
        return tl::unexpected(sizes.error());
    Row row{};
    std::string& record = m_impl->record;
    record.assign(account.email);
    if (!appendFolded(account.email, record))
        return fail(ErrorKind::AnswerUnexpected, "the e-mail address is not valid UTF-8");
    const std::string_view folded = std::string_view(record).substr(account.email.size());
    row.keyHash = textHash(folded);
    row.foldedLength = static_cast<std::uint16_t>(folded.size());
    if (folded == account.email) {
        row.foldedLength = 0;
        record.resize(account.email.size());
    }
    m_impl->encode(account, row);
    const auto offset = m_impl->texts.allocate(record.size());
    if (!offset)
        return fail(ErrorKind::AnswerTooLarge, "the accounts of this side need more than 4 GiB");
    row.offset = *offset;
    std::memcpy(m_impl->texts.bytes(*offset), record.data(), record.size());
    m_impl->push(row);
    return m_impl->size - 1;
}

std::uint32_t AccountTable::mark() const {
    return m_impl->size;
}

void AccountTable::rollBack(std::uint32_t mark) {
    if (mark == m_impl->size)
        return;
    m_impl->texts.truncate(m_impl->row(mark).offset);
    m_impl->size = mark;
    m_impl->rows.resize((mark + kRowsPerChunk - 1) / kRowsPerChunk);
}

std::uint32_t AccountTable::size() const {
    return m_impl->size;
}

std::size_t AccountTable::fieldCount() const {
    return m_impl->fieldCount;
}

const AccountView& AccountTable::at(RowIndex index, AccountScratch& scratch) const {
    const Row& row = m_impl->row(index);
    m_impl->decodeFields(packedFields(index), scratch.m_fields);
    scratch.view = {.email = email(index),
                    .userName = m_impl->text(row, row.emailLength + row.foldedLength, row.userNameLength),
                    .id = id(index),
                    .uid = row.uid,
                    .status = row.status,
                    .changedRaw = row.changedRaw,
                    .fields = scratch.m_fields,
                    .unmanagedCount = row.unmanagedCount,
                    .unmanagedFingerprint = row.unmanagedFingerprint};
    return scratch.view;
}

std::string_view AccountTable::email(RowIndex index) const {
    const Row& row = m_impl->row(index);
    return m_impl->text(row, 0, row.emailLength);
}

std::string_view AccountTable::foldedEmail(RowIndex index) const {
    const Row& row = m_impl->row(index);
    return row.foldedLength == 0 ? m_impl->text(row, 0, row.emailLength)
                                 : m_impl->text(row, row.emailLength, row.foldedLength);
}

std::uint64_t AccountTable::keyHash(RowIndex index) const {
    return m_impl->row(index).keyHash;
}

std::string_view AccountTable::id(RowIndex index) const {
    const Row& row = m_impl->row(index);
    return m_impl->text(row, row.emailLength + row.foldedLength + row.userNameLength, row.idLength);
}

std::uint32_t AccountTable::uid(RowIndex index) const {
    return m_impl->row(index).uid;
}

std::string_view AccountTable::packedFields(RowIndex index) const {
    const Row& row = m_impl->row(index);
    const std::size_t skip = row.emailLength + row.foldedLength + row.userNameLength + row.idLength;
    return m_impl->text(row, skip, row.length - skip);
}

void AccountTable::prefetchRow(RowIndex index) const {
    __builtin_prefetch(&m_impl->row(index));
}

void AccountTable::prefetchTexts(RowIndex index) const {
    const Row& row = m_impl->row(index);
    const char* const texts = m_impl->texts.bytes(row.offset);
    for (std::size_t at = 0; at < std::min<std::size_t>(row.length, kPrefetchedBytes); at += kCacheLine)
        __builtin_prefetch(texts + at);
}

std::size_t AccountTable::memoryBytes() const {
    return m_impl->rows.size() * kRowsPerChunk * sizeof(Row) + m_impl->texts.memoryBytes();
}

} // namespace devsync::core
