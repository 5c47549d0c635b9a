// SPDX-License-Identifier: Apache-2.0
#include "sync/net/os_random.h"

#include <openssl/crypto.h>
#include <string>
#include <string_view>
#include <unistd.h>

namespace devsync::net {

core::Result<Random256> osRandom() {
    Random256 bytes{};
    if (getentropy(bytes.data(), bytes.size()) != 0)
        return core::fail(core::ErrorKind::Internal, "the operating system gives no random bytes");
    return bytes;
}

core::Result<core::Secret> generatePassword() {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    constexpr std::string_view kEveryClass = "aA1!";
    auto bytes = osRandom();
    auto more = osRandom();
    if (!bytes || !more)
        return core::fail(core::ErrorKind::Internal, "the operating system gives no random bytes");
    std::string text;
    text.reserve(bytes->size() + more->size() + kEveryClass.size());
    // 6 bits a character: 43 characters carry 258 bits
    constexpr std::size_t kCharacters = 43;
    for (std::size_t i = 0; i < kCharacters; ++i) {
        const std::uint8_t byte = i < bytes->size() ? (*bytes)[i] : (*more)[i - bytes->size()];
        text += kAlphabet[byte & 63U];
    }
    text += kEveryClass;
    OPENSSL_cleanse(bytes->data(), bytes->size());
    OPENSSL_cleanse(more->data(), more->size());
    return core::Secret(std::move(text));
}

} // namespace devsync::net
