// SPDX-License-Identifier: Apache-2.0
// Small JSON documents from outside, parsed once, strictly and within limits, and the look-ups that never
// abort on another type. For single accounts, error bodies and the portal's pages of 50; large Apigee pages
// are read by apigee/developer_reader. Called by the codecs of this room only.
#pragma once

#include "sync/core/error.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace devsync::protocol {

inline constexpr std::size_t kMaxBodyBytes = std::size_t{64} << 20;
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxValueBytes = std::size_t{4} << 20;

/// Members keep their order. AnswerTooLarge over kMaxBodyBytes or kMaxDepth; AnswerNotJson on anything but
/// one valid document (HTML, a cut body, bytes behind it, invalid UTF-8).
core::Result<nlohmann::ordered_json> parseJson(std::string_view text);

/// The member, or nullptr when `object` is none or lacks it.
const nlohmann::ordered_json* member(const nlohmann::ordered_json& object, const char* name);
/// member() of member(); nullptr as soon as one is missing.
const nlohmann::ordered_json* member(const nlohmann::ordered_json& object, const char* name,
                                     const char* inner);
/// The member's text; empty when missing or not a text.
std::string_view textMember(const nlohmann::ordered_json& object, const char* name);

/// Compact. Bytes that are no UTF-8 become U+FFFD: parsed documents have none.
std::string jsonText(const nlohmann::ordered_json& document);

} // namespace devsync::protocol
