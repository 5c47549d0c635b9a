// SPDX-License-Identifier: Apache-2.0
// Drupal's constraints on user name and address.
#include "sync/sandbox/portal_submission.h"

#include "sync/sandbox/text.h"

#include <algorithm>
#include <array>

namespace devsync::sandbox {

namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

/// Non-printing characters, directional marks, full-width forms: refused although they are beyond ASCII.
constexpr std::array kRefused{CodeRange{0x80, 0xA0},     CodeRange{0xAD, 0xAD},     CodeRange{0x2000, 0x200F},
                              CodeRange{0x2028, 0x202F}, CodeRange{0x205F, 0x206F}, CodeRange{0xFEFF, 0xFEFF},
                              CodeRange{0xFF01, 0xFF60}, CodeRange{0xFFF9, 0xFFFD}};

bool isNameCharacter(char32_t code) {
    if (code >= 0x80)
        return std::ranges::none_of(kRefused, [&](CodeRange r) { return code >= r.first && code <= r.last; });
    const char c = static_cast<char>(code);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view(" @+_.'-").find(c) != std::string_view::npos;
}

bool hasIllegalCharacter(std::string_view name) {
    for (std::size_t at = 0; at < name.size();) {
        if (!isNameCharacter(nextCodePoint(name, at)))
            return true;
    }
    return false;
}

} // namespace

void checkName(const World& world, const User& draft, bool sentEmpty, std::vector<PortalError>& violations) {
    const auto add = [&](const std::string& text) {
        violations.push_back({.detail = "name: " + text, .pointer = "/data/attributes/name"});
    };
    const std::string& name = draft.name;
    if (name.empty())
        add("You must enter a username.");
    if (name.starts_with(' '))
        add("The username cannot begin with a space.");
    if (name.ends_with(' '))
        add("The username cannot end with a space.");
    if (name.find("  ") != std::string::npos)
        add("The username cannot contain multiple spaces in a row.");
    if (hasIllegalCharacter(name))
        add("The username contains an illegal character.");
    if (codePoints(name) > 60)
        add("The username " + name + " is too long: it must be 60 characters or less.");
    // The empty name is uid 0's.
    if (const User* owner = world.userByName(name);
        owner != nullptr && owner->uid != draft.uid && (!name.empty() || sentEmpty))
        add("The username " + name + " is already taken.");
    if (name.empty())
        add("This value should not be null.");
}

void checkMail(const World& world, const User& draft, bool hadMail, std::vector<PortalError>& violations) {
    if (!draft.mail) {
        if (hadMail)
            violations.push_back(
                {.detail = "mail: Email field is required.", .pointer = "/data/attributes/mail"});
        return;
    }
    const auto addValue = [&](std::string_view text) {
        violations.push_back(
            {.detail = "mail.0.value: " + std::string(text), .pointer = "/data/attributes/mail/value"});
    };
    const auto owners = world.usersByMail(*draft.mail);
    if (std::ranges::any_of(owners, [&](std::uint32_t uid) { return uid != draft.uid; }))
        violations.push_back({.detail = "mail: The email address " + *draft.mail + " is already taken.",
                              .pointer = "/data/attributes/mail"});
    if (codePoints(*draft.mail) > 254)
        addValue("Email: the email address can not be longer than 254 characters.");
    if (!isMailAddress(*draft.mail))
        addValue("This value is not a valid email address.");
}

} // namespace devsync::sandbox
