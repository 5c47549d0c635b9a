// SPDX-License-Identifier: Apache-2.0
// Attributes of one developer: the whole list and single ones.
#include "sync/sandbox/apigee_body.h"
#include "sync/sandbox/apigee_developers.h"

namespace devsync::sandbox {

namespace {

const std::string& emailOf(const Exchange& exchange) {
    return exchange.target.segments[3];
}
const std::string& nameOf(const Exchange& exchange) {
    return exchange.target.segments[5];
}

const Developer* owner(const Exchange& exchange) {
    return exchange.world.developer(emailOf(exchange));
}

void store(Exchange& exchange, Developer developer) {
    developer.lastModifiedAt = exchange.wallMillis();
    exchange.world.putDeveloper(std::move(developer));
}

Reply attributeReply(const Attribute& attribute) {
    JsonWriter json;
    json.beginObject().member("name", attribute.name).member("value", attribute.value).endObject();
    return apigeeJson(json);
}

Reply attributeMissing(const Exchange& exchange) {
    return apigeeError({.code = 404,
                        .status = "NOT_FOUND",
                        .message = "Attribute " + nameOf(exchange) + " does not exist",
                        .violation = "organizations.keymanagement.AttributeDoesNotExist"});
}

Reply tooMany() {
    return apigeeError(
        {.message = "The number of custom attributes must not exceed " + std::to_string(kMaxAttributes)});
}

Reply listReply(const Developer& developer) {
    JsonWriter json;
    writeAttributeList(json, developer.attributes);
    return apigeeJson(json);
}

} // namespace

Reply getAttributes(Exchange& exchange) {
    const Developer* developer = owner(exchange);
    return developer == nullptr ? developerMissing(exchange.world, emailOf(exchange)) : listReply(*developer);
}

Reply replaceAttributes(Exchange& exchange) {
    auto list = parseAttributeList(exchange);
    if (!list)
        return std::move(list.error());
    const Developer* found = owner(exchange);
    if (found == nullptr)
        return developerMissing(exchange.world, emailOf(exchange));
    if (list->size() > kMaxAttributes)
        return tooMany();
    Developer developer = *found;
    developer.attributes = std::move(*list);
    Reply reply = listReply(developer);
    store(exchange, std::move(developer));
    return reply;
}

Reply getAttribute(Exchange& exchange) {
    const Developer* developer = owner(exchange);
    if (developer == nullptr)
        return developerMissing(exchange.world, emailOf(exchange));
    const Attribute* attribute = developer->attribute(nameOf(exchange));
    return attribute == nullptr ? attributeMissing(exchange) : attributeReply(*attribute);
}

Reply setAttribute(Exchange& exchange) {
    auto sent = parseAttribute(exchange);
    if (!sent)
        return std::move(sent.error());
    const Developer* found = owner(exchange);
    if (found == nullptr)
        return developerMissing(exchange.world, emailOf(exchange));
    Developer developer = *found;
    developer.setAttribute(nameOf(exchange), sent->value);
    if (developer.attributes.size() > kMaxAttributes)
        return tooMany();
    Reply reply = attributeReply(*developer.attribute(nameOf(exchange)));
    store(exchange, std::move(developer));
    return reply;
}

Reply deleteAttribute(Exchange& exchange) {
    const Developer* found = owner(exchange);
    if (found == nullptr)
        return developerMissing(exchange.world, emailOf(exchange));
    const Attribute* attribute = found->attribute(nameOf(exchange));
    if (attribute == nullptr)
        return attributeMissing(exchange);
    Reply reply = attributeReply(*attribute);
    Developer developer = *found;
    developer.removeAttribute(nameOf(exchange));
    store(exchange, std::move(developer));
    return reply;
}

} // namespace devsync::sandbox
