// SPDX-License-Identifier: Apache-2.0
#include "sync/protocol/apigee/apigee_requests.h"

#include "sync/protocol/percent.h"

namespace devsync::protocol::apigee {

std::string organizationTarget(std::string_view organization) {
    return "/organizations/" + percentEncoded(organization);
}

std::string developersTarget(std::string_view organization) {
    return organizationTarget(organization) + "/developers";
}

std::string developerTarget(std::string_view organization, std::string_view email) {
    return developersTarget(organization) + "/" + percentEncoded(email);
}

HttpRequest getRequest(std::string target) {
    return {.method = Method::Get, .target = std::move(target), .headers = {{"Accept", "application/json"}}};
}

} // namespace devsync::protocol::apigee
