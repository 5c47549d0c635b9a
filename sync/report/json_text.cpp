// SPDX-License-Identifier: Apache-2.0
#include "sync/report/json_text.h"

#include <nlohmann/json.hpp>

namespace devsync::report {

std::string jsonText(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ListDocument::ListDocument(const Json& head, std::string_view key, const Sink& sink) : m_sink(sink) {
    std::string text = jsonText(head);
    text.pop_back(); // the closing brace
    m_sink(text + ",\n" + jsonText(Json(std::string(key))) + ":[");
}

void ListDocument::add(const Json& item) {
    m_sink((m_first ? "\n" : ",\n") + jsonText(item));
    m_first = false;
}

void ListDocument::endList() {
    m_sink(m_first ? "]" : "\n]");
}

void ListDocument::finish(const Json& tail) {
    endList();
    for (const auto& [key, value] : tail.items())
        m_sink(",\n" + jsonText(Json(key)) + ":" + jsonText(value));
    m_sink("}\n");
}

Json textOrNull(std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(std::string(text));
}

} // namespace devsync::report
