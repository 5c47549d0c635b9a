// SPDX-License-Identifier: Apache-2.0
#include "sync/report/sha256.h"

#include "sync/core/check.h"

#include <array>
#include <openssl/evp.h>

namespace devsync::report {

struct Sha256::Context {
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> digest{EVP_MD_CTX_new()};
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {
    DEVSYNC_CHECK(m_context->digest != nullptr);
    DEVSYNC_CHECK(EVP_DigestInit_ex(m_context->digest.get(), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    DEVSYNC_CHECK(EVP_DigestUpdate(m_context->digest.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    DEVSYNC_CHECK(EVP_DigestFinal_ex(m_context->digest.get(), digest.data(), &size) == 1);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += kHex[digest[i] >> 4U];
        text += kHex[digest[i] & 15U];
    }
    return text;
}

} // namespace devsync::report
