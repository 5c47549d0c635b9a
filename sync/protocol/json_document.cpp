// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/json_document.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <algorithm>

namespace devsync::protocol {

using Json = nlohmann::ordered_json;

namespace {

/// Counts brackets outside strings; the parser itself judges everything else.
std::size_t depthOf(std::string_view text) {
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

} // namespace

core::Result<Json> parseJson(std::string_view text) {
    if (text.size() > kMaxBodyBytes)
        return core::fail(core::ErrorKind::AnswerTooLarge, "The answer is larger than 64 MiB");
    if (depthOf(text) > kMaxDepth)
        return core::fail(core::ErrorKind::AnswerTooLarge, "The answer is nested deeper than 64 levels");
    Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded())
        return core::fail(core::ErrorKind::AnswerNotJson, simdjson::validate_utf8(text)
                                                              ? "The answer is not valid JSON"
                                                              : "The answer is not valid UTF-8");
    return document;
}

const Json* member(const Json& object, const char* name) {
    if (!object.is_object())
        return nullptr;
    const auto it = object.find(name);
    return it == object.end() ? nullptr : &*it;
}

const Json* member(const Json& object, const char* name, const char* inner) {
    const Json* outer = member(object, name);
    return outer == nullptr ? nullptr : member(*outer, inner);
}

std::string_view textMember(const Json& object, const char* name) {
    const Json* found = member(object, name);
    const auto* text = found == nullptr ? nullptr : found->get_ptr<const std::string*>();
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::string jsonText(const Json& document) {
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace devsync::protocol
