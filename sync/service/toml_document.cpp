// SPDX-License-Identifier: Apache-2.0
#include "sync/service/toml_document.h"

#define TOML_EXCEPTIONS 0 // errors come back as values; the shared library is built with exceptions
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>

namespace devsync::service {

namespace {

constexpr int kMostDots = 1000;

/// The library limits how deep values nest, but not how many parts a dotted key has, and each is one more
/// level of its recursion and of ours. So many dots in a row of parts, quoted or not, are no key of a
/// profile.
bool nestsTooDeep(std::string_view text) {
    int dots = 0;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '.' && ++dots > kMostDots)
            return true;
        if (c == '\\' && quote == '"')
            ++i;
        else if (c == '\n' || (quote == 0 && std::string_view("=,{}[]").find(c) != std::string_view::npos))
            dots = 0;
        if (c == '\n' || c == quote)
            quote = 0;
        else if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
    }
    return false;
}

TomlNode converted(const toml::node& node) {
    TomlNode out;
    out.line = static_cast<int>(node.source().begin.line);
    out.kind = TomlNode::Kind::Other;
    if (const auto* text = node.as_string()) {
        out.kind = TomlNode::Kind::Text;
        out.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        out.kind = TomlNode::Kind::Integer;
        out.integer = integer->get();
    } else if (const auto* boolean = node.as_boolean()) {
        out.kind = TomlNode::Kind::Boolean;
        out.boolean = boolean->get();
    } else if (const auto* list = node.as_array()) {
        out.kind = TomlNode::Kind::List;
        for (const toml::node& item : *list)
            out.items.push_back(converted(item));
    } else if (const auto* table = node.as_table()) {
        out.kind = TomlNode::Kind::Table;
        for (const auto& [key, value] : *table) {
            out.members.emplace_back(std::string(key.str()), converted(value));
            out.members.back().second.line = static_cast<int>(key.source().begin.line);
        }
        std::stable_sort(out.members.begin(), out.members.end(),
                         [](const auto& a, const auto& b) { return a.second.line < b.second.line; });
    }
    return out;
}

/// The library's words up to the first piece of the file it quotes: that could be a secret.
std::string withoutQuotations(std::string_view description) {
    return std::string(description.substr(0, description.find_first_of("'\"")));
}

} // namespace

const TomlNode* TomlNode::member(std::string_view name) const {
    for (const auto& [key, value] : members)
        if (key == name)
            return &value;
    return nullptr;
}

core::Result<TomlNode> parseToml(std::string_view text, const std::string& file) {
    if (nestsTooDeep(text))
        return core::fail(core::ErrorKind::ProfileInvalid, "not valid TOML (a key has more than 1000 parts)",
                          file + ":1:");
    const toml::parse_result parsed = toml::parse(text, file);
    if (parsed)
        return converted(parsed.table());
    const toml::parse_error& error = parsed.error();
    return core::fail(core::ErrorKind::ProfileInvalid,
                      "not valid TOML (" + withoutQuotations(error.description()) + " … at column "
                          + std::to_string(error.source().begin.column) + ")",
                      file + ":" + std::to_string(error.source().begin.line) + ":");
}

} // namespace devsync::service
