// SPDX-License-Identifier: Apache-2.0
// Which profile and which state a command works with.
#pragma once

#include "app/cli/arguments.h"
#include "sync/service/workplace.h"

namespace devsync::cli {

using service::profileFile;
using service::profilesFolder;
using service::Workplace;

core::Result<Workplace> openWorkplace(const GlobalArguments& arguments);

} // namespace devsync::cli
