// SPDX-License-Identifier: Apache-2.0
// The developer listing: pages by an inclusive start key.
#include "sync/sandbox/apigee_developers.h"

#include "sync/sandbox/text.h"

#include <algorithm>

namespace devsync::sandbox {

namespace {

constexpr std::size_t kPage = 1000;

void writeListed(JsonWriter& json, const World& world, const Developer& developer, bool whole) {
    if (whole)
        writeDeveloper(json, world, developer);
    else
        json.beginObject().member("email", developer.email).endObject();
}

/// The given developers; `{}` when there is none.
template <class Developers>
Reply listing(const World& world, const Developers& developers, bool whole) {
    JsonWriter json;
    json.beginObject();
    if (!developers.empty()) {
        json.key("developer").beginArray();
        for (const Developer* developer : developers)
            writeListed(json, world, *developer, whole);
        json.endArray();
    }
    json.endObject();
    return apigeeJson(json);
}

std::vector<const Developer*> byIds(const World& world, const std::string& ids) {
    std::vector<const Developer*> found;
    const std::string wanted = ',' + ids + ',';
    for (const auto& [key, developer] : world.developers()) {
        if (wanted.find(',' + developer.developerId + ',') != std::string::npos
            || wanted.find(',' + developer.email + ',') != std::string::npos)
            found.push_back(&developer);
    }
    return found;
}

std::vector<const Developer*> byApp(const World& world, const std::string& app) {
    std::vector<const Developer*> found;
    for (const auto& [key, developer] : world.developers()) {
        if (std::ranges::find(developer.apps, app) != developer.apps.end())
            found.push_back(&developer);
    }
    return found;
}

std::vector<const Developer*> page(World::Developers::const_iterator from,
                                   World::Developers::const_iterator end, std::size_t count) {
    std::vector<const Developer*> found;
    for (; from != end && found.size() < count; ++from)
        found.push_back(&from->second);
    return found;
}

Reply invalidValue(std::string_view name, std::string_view type, const std::string& value) {
    const std::string text =
        "Invalid value at '" + std::string(name) + "' (" + std::string(type) + "), \"" + value + '"';
    return apigeeError({.message = text, .fieldViolation = text});
}

} // namespace

Reply listDevelopers(Exchange& exchange) {
    const World& world = exchange.world;
    const Target& target = exchange.target;
    const std::string* expand = target.find("expand");
    if (expand != nullptr && *expand != "true" && *expand != "false")
        return invalidValue("expand", "TYPE_BOOL", *expand);
    const bool whole = expand != nullptr && *expand == "true";
    if (const std::string* ids = target.find("ids"))
        return listing(world, byIds(world, *ids), whole);
    if (const std::string* app = target.find("app"))
        return listing(world, byApp(world, *app), whole);

    std::size_t count = kPage;
    if (const std::string* text = target.find("count")) {
        const auto number = wholeNumber(*text);
        if (!number)
            return invalidValue("count", "TYPE_INT64", *text);
        if (*number > 0)
            count = std::min(kPage, static_cast<std::size_t>(*number));
    }
    auto from = world.developers().begin();
    if (const std::string* startKey = target.find("startKey"); startKey != nullptr && !startKey->empty()) {
        const Developer* first = world.developer(*startKey);
        if (first == nullptr)
            return apigeeError({.code = 404,
                                .status = "NOT_FOUND",
                                .message = "Developer with id " + *startKey
                                           + " does not exist in organization " + world.settings.organization,
                                .violation = "keymanagement.service.developer_doesnot_exist"});
        from = world.developers().find({folded(first->email), first->email, first->developerId});
    }
    return listing(world, page(from, world.developers().end(), count), whole);
}

} // namespace devsync::sandbox
