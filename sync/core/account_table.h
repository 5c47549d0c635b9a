// SPDX-License-Identifier: Apache-2.0
// All accounts of one side in arenas: 48-byte rows, text in chunks that never move. Filled by the page codecs
// through a listing builder, read-only afterwards. Thread: one writer; shared as const.
#pragma once

#include "sync/core/account.h"
#include "sync/core/error.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace devsync::core {

/// Fills `fields`/scratch storage for a view; reuse one object over many rows.
class AccountScratch {
public:
    AccountView view;

private:
    friend class AccountTable;
    std::vector<ValueView> m_fields;
};

class AccountTable {
public:
    using RowIndex = std::uint32_t;
    static constexpr RowIndex kNoRow = 0xffffffff;

    explicit AccountTable(std::size_t fieldCount);
    ~AccountTable();
    AccountTable(AccountTable&&) noexcept;
    AccountTable& operator=(AccountTable&&) noexcept;

    /// Texts of one account, packed values included.
    static constexpr std::size_t kMaxRecordBytes = std::size_t{8} << 20;
    /// E-mail, user name and id, each. Folding may lengthen an address by half, which still fits 16 bits.
    static constexpr std::size_t kMaxNameBytes = 40'000;

    /// Copies the account's bytes; its fields are exactly fieldCount(). Fails, with the table unchanged, with
    /// AnswerTooLarge when a record is over 8 MiB, an e-mail, user name or id over kMaxNameBytes, or the
    /// table is full (4 GiB), with AnswerUnexpected when the e-mail is not valid UTF-8. An account without
    /// e-mail is a row too (excluded).
    Result<RowIndex> append(const AccountView& account);

    /// A page is committed only after its document ended without error: rows appended since `mark` can be
    /// dropped.
    std::uint32_t mark() const;
    void rollBack(std::uint32_t mark);

    std::uint32_t size() const;
    std::size_t fieldCount() const;
    /// Views into the table and into `scratch`; valid until scratch is used again.
    const AccountView& at(RowIndex row, AccountScratch& scratch) const;
    std::string_view email(RowIndex row) const;
    /// The folded e-mail; empty for an account without one.
    std::string_view foldedEmail(RowIndex row) const;
    std::uint64_t keyHash(RowIndex row) const; ///< textHash of foldedEmail
    std::string_view id(RowIndex row) const;
    std::uint32_t uid(RowIndex row) const;
    /// All copied fields as stored, states included: equal bytes are equal fields, also between tables of one
    /// field count.
    std::string_view packedFields(RowIndex row) const;
    /// Hints that the row, or (its row being near already) its texts, are read soon.
    void prefetchRow(RowIndex row) const;
    void prefetchTexts(RowIndex row) const;
    /// Bytes allocated for rows and texts.
    std::size_t memoryBytes() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace devsync::core
