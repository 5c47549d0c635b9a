// SPDX-License-Identifier: Apache-2.0
#include "app/cli/workplace.h"

namespace devsync::cli {

core::Result<Workplace> openWorkplace(const GlobalArguments& arguments) {
    return service::openWorkplace({arguments.profile, arguments.config, arguments.state});
}

} // namespace devsync::cli
