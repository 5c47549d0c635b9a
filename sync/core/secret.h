// SPDX-License-Identifier: Apache-2.0
// Text that must appear in no output: no stream, format, comparison or serialisation exists for it.
// Wipes its bytes when it dies. Shared as shared_ptr<const Secret>, never copied.
#pragma once

#include <string>
#include <string_view>

namespace devsync::core {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) noexcept;
    ~Secret();
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    bool operator==(const Secret&) const = delete;

    bool empty() const { return m_text.empty(); }
    /// Only for the place that puts the bytes on the wire or on a child's stdin.
    std::string_view reveal() const { return m_text; }

private:
    void wipe() noexcept;
    std::string m_text;
};

} // namespace devsync::core
