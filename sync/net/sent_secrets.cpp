// SPDX-License-Identifier: Apache-2.0
#include "sync/net/sent_secrets.h"

#include "sync/core/redact.h"

namespace devsync::net {

namespace {

constexpr std::size_t kRefusalBytes = 64 * 1024;

core::Redactor redactorFor(const SentSecrets& secrets) {
    core::Redactor redactor;
    for (const auto& secret : secrets)
        redactor.add(secret->reveal());
    return redactor;
}

} // namespace

void takeSecretsOut(const SentSecrets& secrets, protocol::HttpResult& result) {
    if (result && result->status < 300)
        return;
    const core::Redactor redactor = redactorFor(secrets);
    if (!result) {
        result.error().detail = redactor.redact(result.error().detail);
        return;
    }
    for (protocol::Header& header : result->headers)
        header.value = redactor.redact(header.value);
    result->body = protocol::PaddedBytes(redactor.redact(result->body.view().substr(0, kRefusalBytes)));
}

} // namespace devsync::net
