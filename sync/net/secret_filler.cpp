// SPDX-License-Identifier: Apache-2.0
#include "sync/net/secret_filler.h"

#include "sync/net/os_random.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace devsync::net {

namespace {

using SecretPtr = std::shared_ptr<const core::Secret>;

std::size_t escapedSize(std::string_view text) {
    return text.size() * 6; // \u00XX is the longest escape of a byte
}

void appendEscaped(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        } else {
            out += c;
        }
    }
}

core::Result<void> checkSlots(const protocol::HttpRequest& request) {
    std::size_t last = 0;
    for (const protocol::BodySlot& slot : request.bodySlots) {
        if (slot.offset < last || slot.offset > request.body.size())
            return core::fail(core::ErrorKind::Internal, "a secret's place is outside the body");
        last = slot.offset;
    }
    return {};
}

std::string join(const protocol::HttpRequest& request, const std::vector<SecretPtr>& secrets) {
    std::size_t size = request.body.size();
    for (const SecretPtr& secret : secrets)
        size += escapedSize(secret->reveal());
    std::string out;
    out.reserve(size); // growing would leave copies of secrets behind
    std::size_t from = 0;
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        const std::size_t offset = request.bodySlots[i].offset;
        out.append(request.body, from, offset - from);
        appendEscaped(out, secrets[i]->reveal());
        from = offset;
    }
    out.append(request.body, from);
    return out;
}

} // namespace

core::Result<std::string> SecretFiller::fillBody(const protocol::HttpRequest& request) {
    if (auto valid = checkSlots(request); !valid)
        return tl::unexpected(std::move(valid.error()));
    std::vector<SecretPtr> secrets;
    for (const protocol::BodySlot& slot : request.bodySlots) {
        auto found = secret(slot.secret);
        if (!found)
            return tl::unexpected(std::move(found.error()));
        secrets.push_back(std::move(*found));
    }
    m_filled.insert(m_filled.end(), secrets.begin(), secrets.end());
    return join(request, secrets);
}

core::Result<std::string> SecretFiller::headerValue(const protocol::SecretHeader& header) {
    SecretPtr text;
    if (const auto* id = std::get_if<protocol::SecretId>(&header.value)) {
        auto found = secret(*id);
        if (!found)
            return tl::unexpected(std::move(found.error()));
        text = std::move(*found);
    } else {
        text = std::get<SecretPtr>(header.value);
    }
    const auto breaksLine = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    if (!text || std::ranges::any_of(text->reveal(), breaksLine))
        return core::fail(core::ErrorKind::SecretUnavailable, "the secret is missing or holds a line break",
                          header.name);
    std::string value;
    value.reserve(header.prefix.size() + text->reveal().size());
    value += header.prefix;
    value += text->reveal();
    m_filled.push_back(std::move(text));
    return value;
}

core::Result<SecretPtr> SecretFiller::secret(protocol::SecretId id) {
    if (id == protocol::SecretId::GeneratedPassword)
        return generated();
    auto found = m_resolver(id);
    if (found && !*found)
        return core::fail(core::ErrorKind::SecretUnavailable, "the secret is missing");
    return found;
}

core::Result<SecretPtr> SecretFiller::generated() {
    if (!m_generated) {
        auto password = generatePassword();
        if (!password)
            return tl::unexpected(std::move(password.error()));
        m_generated = std::make_shared<const core::Secret>(std::move(*password));
    }
    return m_generated;
}

} // namespace devsync::net
