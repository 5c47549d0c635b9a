// SPDX-License-Identifier: Apache-2.0
#include "sync/core/account.h"

#define XXH_STATIC_LINKING_ONLY // the complete state type, so that it can live on the stack
#include <xxhash.h>

namespace devsync::core {

namespace {

/// Streams length-prefixed parts, so that no two different sequences of parts hash alike by concatenation.
class Hasher {
public:
    Hasher() { XXH3_64bits_reset(&m_state); }
    void number(std::uint64_t value) {
        unsigned char bytes[8];
        for (unsigned char& byte : bytes) {
            byte = static_cast<unsigned char>(value & 0xff);
            value >>= 8;
        }
        XXH3_64bits_update(&m_state, bytes, sizeof bytes);
    }
    void text(std::string_view text) {
        number(text.size());
        XXH3_64bits_update(&m_state, text.data(), text.size());
    }
    std::uint64_t finish() const {
        const std::uint64_t hash = XXH3_64bits_digest(&m_state);
        return hash == 0 ? 1 : hash; // 0 means "none" where fingerprints are stored
    }

private:
    XXH3_state_t m_state;
};

} // namespace

Account::Account(const AccountView& view)
    : email(view.email), userName(view.userName), id(view.id), uid(view.uid), status(view.status),
      changedRaw(view.changedRaw), unmanagedCount(view.unmanagedCount),
      unmanagedFingerprint(view.unmanagedFingerprint) {
    fields.reserve(view.fields.size());
    for (const ValueView& field : view.fields)
        fields.emplace_back(field);
}

AccountViewHolder::AccountViewHolder(const Account& account)
    : m_fields(account.fields.begin(), account.fields.end()), m_view{.email = account.email,
                                                                     .userName = account.userName,
                                                                     .id = account.id,
                                                                     .uid = account.uid,
                                                                     .status = account.status,
                                                                     .changedRaw = account.changedRaw,
                                                                     .fields = m_fields,
                                                                     .unmanagedCount = account.unmanagedCount,
                                                                     .unmanagedFingerprint =
                                                                         account.unmanagedFingerprint} {}

std::uint64_t preconditionFingerprint(const AccountView& account) {
    Hasher hasher;
    hasher.number(static_cast<std::uint64_t>(account.changedRaw));
    hasher.text(account.email);
    hasher.number(static_cast<std::uint64_t>(account.status));
    hasher.text(account.userName);
    hasher.text(account.id);
    hasher.number(account.uid);
    for (const ValueView& field : account.fields) {
        hasher.number(static_cast<std::uint64_t>(field.state));
        hasher.text(field.packed);
    }
    return hasher.finish();
}

std::uint64_t copiedFieldsFingerprint(const AccountView& account) {
    Hasher hasher;
    for (const ValueView& field : account.fields) {
        hasher.number(field.isEmpty() ? 0 : static_cast<std::uint64_t>(field.state));
        hasher.text(field.packed);
    }
    return hasher.finish();
}

std::uint64_t textHash(std::string_view text) {
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size());
    return hash == 0 ? 1 : hash;
}

} // namespace devsync::core
