// SPDX-License-Identifier: Apache-2.0
// Reads members of the sandbox's own documents; errors name their place. The first error stays, later reads
// then mean nothing. Internal to world_json.cpp and edit_json.cpp.
#pragma once

#include "sync/core/error.h"

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devsync::sandbox {

class JsonReader {
public:
    using Json = nlohmann::json;

    bool ok() const { return !m_error; }
    core::Error takeError() { return std::move(*m_error); }
    void fail(const std::string& where, const std::string& detail);

    /// Whether it is an object of only these members.
    bool object(const Json& json, const std::string& where, std::initializer_list<std::string_view> members);
    /// Null if absent.
    static const Json* member(const Json& json, const char* name);
    std::optional<std::string> text(const Json& json, const std::string& where, const char* name);
    /// A whole number, or a text of one (Apigee writes times so).
    std::optional<std::int64_t> number(const Json& json, const std::string& where, const char* name);
    std::optional<bool> boolean(const Json& json, const std::string& where, const char* name);
    /// `json` itself as a list of texts.
    std::vector<std::string> texts(const Json& json, const std::string& where);
    /// `json` itself as field values of the portal: a text for a base field, else a list of texts.
    std::vector<std::string> fieldValues(const Json& json, const std::string& where, bool isBase);

private:
    std::optional<core::Error> m_error;
};

} // namespace devsync::sandbox
