// SPDX-License-Identifier: Apache-2.0
// Sentences about profile files.
#pragma once

#include <string>

namespace devsync::texts {

std::string noProfilesText();
std::string profileAddedText(const std::string& name, const std::string& file);
std::string profileRemovedText(const std::string& file);
std::string removeProfileQuestion(const std::string& file);

} // namespace devsync::texts
