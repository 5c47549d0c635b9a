// SPDX-License-Identifier: Apache-2.0
// The table of the portal's recordings: what must be there before each request, and which are not answered
// yet. Data only; read by captures_test.
#pragma once

#include <span>

namespace devsync::sandbox::testing {

/// What must be there before the request; a PATCH starts from other values than it sends unless told
/// otherwise.
enum class Before {
    Differs,
    Same,         ///< the stored values are those of the answer
    Signed,       ///< the recorded cookie is alive
    UserFlood,    ///< five failed sign-ins of siteadmin
    AddressFlood, ///< fifty from the address
    UserN3,       ///< n3 exists
    ClientId,     ///< the client's uuid exists
    RequiredTel,  ///< the site requires field_tel
};

struct Capture {
    const char* name;
    Before before = Before::Differs;
    const char* step4 = nullptr; ///< why it is not answered yet
};

/// One entry a recording, ordered by name.
std::span<const Capture> captures();

} // namespace devsync::sandbox::testing
