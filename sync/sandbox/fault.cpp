// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/fault.h"

#include "sync/sandbox/target.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace devsync::sandbox {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, FaultKind>, 14> kKinds{
    {{"delay", FaultKind::Delay},
     {"drop-before", FaultKind::DropBefore},
     {"drop-after", FaultKind::DropAfter},
     {"reset", FaultKind::Reset},
     {"status", FaultKind::Status},
     {"truncate", FaultKind::Truncate},
     {"html", FaultKind::Html},
     {"gone", FaultKind::Gone},
     {"moved", FaultKind::Moved},
     {"echo", FaultKind::Echo},
     {"flood", FaultKind::Flood},
     {"drip", FaultKind::Drip},
     {"reversed", FaultKind::Reversed},
     {"exclusive", FaultKind::Exclusive}}};

std::string kindNames() {
    std::string names;
    for (const auto& [name, kind] : kKinds)
        names += (names.empty() ? "" : ", ") + std::string(name);
    return names;
}

/// '*' in the pattern stands for any text.
bool globMatches(std::string_view pattern, std::string_view text) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return pattern == text;
    if (!text.starts_with(pattern.substr(0, star)))
        return false;
    text.remove_prefix(star);
    pattern.remove_prefix(star + 1);
    for (std::size_t skip = 0; skip <= text.size(); ++skip) {
        if (globMatches(pattern, text.substr(skip)))
            return true;
    }
    return false;
}

std::string_view belowVersion(std::string_view path) {
    return path.starts_with("/v1/") ? path.substr(3) : path;
}

bool faultMatches(const Fault& fault, core::Side side, protocol::Method method, std::string_view target) {
    if (fault.side && *fault.side != side)
        return false;
    if (fault.match.empty())
        return true;
    const std::size_t space = fault.match.find(' ');
    const std::string_view wanted = std::string_view(fault.match).substr(0, space);
    if (wanted != "*" && wanted != methodName(method))
        return false;
    const std::string_view pattern =
        space == std::string::npos ? std::string_view("*") : std::string_view(fault.match).substr(space + 1);
    const std::string_view path = pathOf(target);
    return side == core::Side::Apigee ? globMatches(belowVersion(pattern), belowVersion(path))
                                      : globMatches(pattern, path);
}

tl::unexpected<core::Error> refuse(const std::string& member, const std::string& wanted) {
    return core::fail(core::ErrorKind::Usage, "a fault's \"" + member + "\" must be " + wanted, "fault");
}

core::Result<void> readNumber(const Json& value, const std::string& member, std::int64_t highest,
                              std::int64_t& out) {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > highest)
        return refuse(member, "a whole number from 0 to " + std::to_string(highest));
    out = value.get<std::int64_t>();
    return {};
}

core::Result<void> readKind(const Json& value, Fault& fault) {
    const auto it = std::ranges::find_if(kKinds, [&](const auto& kind) { return value == kind.first; });
    if (it == kKinds.end())
        return refuse("kind", "one of " + kindNames());
    fault.kind = it->second;
    return {};
}

core::Result<void> readSide(const Json& value, Fault& fault) {
    if (value != "apigee" && value != "portal")
        return refuse("side", "\"apigee\" or \"portal\"");
    fault.side = value == "apigee" ? core::Side::Apigee : core::Side::Portal;
    return {};
}

core::Result<void> readMatch(const Json& value, Fault& fault) {
    if (!value.is_string())
        return refuse("match", "text like \"PUT /v1/organizations/*\"");
    fault.match = value.get<std::string>();
    return {};
}

core::Result<void> readBody(const Json& value, Fault& fault) {
    if (!value.is_string())
        return refuse("body", "a text");
    fault.body = value.get<std::string>();
    return {};
}

core::Result<void> readHeaders(const Json& value, Fault& fault) {
    const auto isText = [](const Json& header) { return header.is_string(); };
    if (!value.is_object() || !std::ranges::all_of(value, isText))
        return refuse("headers", "an object of texts");
    for (const auto& [name, text] : value.items())
        fault.headers.push_back({name, text.get<std::string>()});
    return {};
}

core::Result<void> readRate(const Json& value, Fault& fault) {
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > 1)
        return refuse("rate", "a number from 0 to 1");
    fault.perMillion = static_cast<std::uint32_t>(value.get<double>() * 1e6 + 0.5);
    return {};
}

core::Result<void> readMember(const std::string& name, const Json& value, Fault& fault) {
    if (name == "kind")
        return readKind(value, fault);
    if (name == "side")
        return readSide(value, fault);
    if (name == "match")
        return readMatch(value, fault);
    if (name == "body")
        return readBody(value, fault);
    if (name == "headers")
        return readHeaders(value, fault);
    if (name == "rate")
        return readRate(value, fault);
    std::int64_t number = 0;
    core::Result<void> read;
    if (name == "status") {
        read = readNumber(value, name, 599, number);
        fault.status = static_cast<int>(number);
    } else if (name == "retry_after") {
        read = readNumber(value, name, 86400, number);
        fault.retryAfterSeconds = static_cast<int>(number);
    } else if (name == "ms") {
        read = readNumber(value, name, 600000, number);
        fault.delayMs = static_cast<int>(number);
    } else if (name == "count") {
        read = readNumber(value, name, 1000000000, number);
        fault.count = static_cast<std::uint32_t>(number);
    } else {
        return core::fail(core::ErrorKind::Usage, "a fault has no member \"" + name + '"', "fault");
    }
    return read;
}

} // namespace

core::Result<Fault> faultFromJson(std::string_view text) {
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object())
        return core::fail(core::ErrorKind::Usage, "a fault is a JSON object", "fault");
    if (!json.contains("kind"))
        return core::fail(core::ErrorKind::Usage, "a fault needs a \"kind\"", "fault");
    Fault fault;
    for (const auto& [name, value] : json.items()) {
        if (auto read = readMember(name, value, fault); !read)
            return tl::unexpected(std::move(read.error()));
    }
    return fault;
}

std::optional<Fault> FaultTable::decide(core::Side side, protocol::Method method, std::string_view target) {
    for (Fault& fault : m_faults) {
        if (fault.count == 0U || !faultMatches(fault, side, method, target))
            continue;
        if (fault.perMillion < 1000000 && m_random.below(1000000) >= fault.perMillion)
            continue;
        if (fault.count)
            --*fault.count;
        return fault;
    }
    return std::nullopt;
}

} // namespace devsync::sandbox
