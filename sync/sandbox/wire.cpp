// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/wire.h"

#include "sync/sandbox/json_writer.h"

namespace devsync::sandbox {

namespace {

const std::string& secretText(protocol::SecretId id, const WireSecrets& secrets) {
    switch (id) {
    case protocol::SecretId::ApigeeToken:
        return secrets.apigeeToken;
    case protocol::SecretId::ApigeePassword:
        return secrets.apigeePassword;
    case protocol::SecretId::PortalPassword:
        return secrets.portalPassword;
    case protocol::SecretId::GeneratedPassword:
        break;
    }
    return secrets.generatedPassword;
}

std::string headerValue(const protocol::SecretHeader& header, const WireSecrets& secrets) {
    if (const auto* id = std::get_if<protocol::SecretId>(&header.value))
        return header.prefix + secretText(*id, secrets);
    return header.prefix + std::string(std::get<1>(header.value)->reveal());
}

std::string filledBody(const protocol::HttpRequest& request, const WireSecrets& secrets) {
    std::string body;
    std::size_t done = 0;
    for (const protocol::BodySlot& slot : request.bodySlots) {
        const std::string quoted = JsonWriter().text(secretText(slot.secret, secrets)).take();
        body += request.body.substr(done, slot.offset - done) + quoted.substr(1, quoted.size() - 2);
        done = slot.offset;
    }
    return body + request.body.substr(done);
}

} // namespace

protocol::HttpRequest onWire(const protocol::HttpRequest& request, const WireSecrets& secrets) {
    protocol::HttpRequest wire{.method = request.method,
                               .target = request.target,
                               .headers = request.headers,
                               .contentType = request.contentType,
                               .body = filledBody(request, secrets)};
    for (const protocol::SecretHeader& header : request.secretHeaders)
        wire.headers.push_back({header.name, headerValue(header, secrets)});
    return wire;
}

} // namespace devsync::sandbox
