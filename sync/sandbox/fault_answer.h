// SPDX-License-Identifier: Apache-2.0
// What a server that is not as it should be answers. Pure; for sandbox.cpp only.
#pragma once

#include "sync/sandbox/fault.h"

namespace devsync::sandbox {

/// The fault's status, body and headers; without a body an error as the side tells one.
protocol::HttpResponse faultStatus(const Fault& fault, core::Side side);
/// A page of a proxy or a sign-in, with status 200.
protocol::HttpResponse htmlPage();
/// An error whose words repeat the request's credentials and body, as they are and in base64.
protocol::HttpResponse echo(int status, const protocol::HttpRequest& request, core::Side side);
/// The list of a page turned round, and the page without the first of its list; other answers as they are.
protocol::HttpResponse reversedPage(protocol::HttpResponse response);
protocol::HttpResponse withoutFirstRecord(protocol::HttpResponse response);

} // namespace devsync::sandbox
