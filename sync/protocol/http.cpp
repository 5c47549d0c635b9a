// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/http.h"

#include <algorithm>

namespace devsync::protocol {

namespace {

char lowerAscii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalNoCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lowerAscii, lowerAscii);
}

} // namespace

std::string_view methodName(Method method) {
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Patch:
        return "PATCH";
    case Method::Delete:
        return "DELETE";
    }
    return {};
}

PaddedBytes::PaddedBytes(std::string_view bytes) {
    append(bytes);
}

void PaddedBytes::append(std::string_view bytes) {
    const std::size_t needed = m_size + bytes.size() + kPadding;
    if (m_data.size() < needed)
        m_data.resize(std::max(needed, m_data.size() * 2));
    std::ranges::copy(bytes, m_data.begin() + static_cast<std::ptrdiff_t>(m_size));
    m_size += bytes.size();
}

std::string_view HttpResponse::header(std::string_view name) const {
    const auto it = std::ranges::find_if(headers, [&](const Header& h) { return equalNoCase(h.name, name); });
    return it == headers.end() ? std::string_view() : std::string_view(it->value);
}

} // namespace devsync::protocol
