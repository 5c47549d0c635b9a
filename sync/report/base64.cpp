// SPDX-License-Identifier: Apache-2.0
#include "sync/report/base64.h"

#include <openssl/evp.h>

namespace devsync::report {

namespace {

unsigned char* bytesOf(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

std::string toBase64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0'); // OpenSSL ends it with a zero
    text.resize(static_cast<std::size_t>(
        EVP_EncodeBlock(bytesOf(text), bytesOf(bytes), static_cast<int>(bytes.size()))));
    return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    const bool canonical =
        text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        >= text.size() - padding;
    if (text.size() % 4 != 0 || !canonical)
        return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(bytesOf(bytes), bytesOf(text), static_cast<int>(text.size())) < 0)
        return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

} // namespace devsync::report
