// SPDX-License-Identifier: Apache-2.0
#include "sync/core/secret.h"

#include <utility>

namespace devsync::core {

namespace {

void wipeText(std::string& text) noexcept {
    text.resize(text.capacity()); // a short string moves by copy: its bytes stay behind the size
    for (char& c : text)
        *static_cast<volatile char*>(&c) = 0;
    text.clear();
}

} // namespace

Secret::Secret(std::string text) noexcept : m_text(std::move(text)) {
    wipeText(text);
}

Secret::~Secret() {
    wipe();
}

Secret::Secret(Secret&& other) noexcept : m_text(std::move(other.m_text)) {
    other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        m_text = std::move(other.m_text);
        other.wipe();
    }
    return *this;
}

void Secret::wipe() noexcept {
    wipeText(m_text);
}

} // namespace devsync::core
