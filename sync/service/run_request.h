// SPDX-License-Identifier: Apache-2.0
// What window or command line ask for when they start a run. Made on their thread, immutable afterwards.
#pragma once

#include "sync/engine/run_options.h"
#include "sync/service/profile.h"

#include <memory>
#include <string>

namespace devsync::service {

struct RunRequest {
    engine::RunKind kind = engine::RunKind::Compare;
    std::shared_ptr<const Profile> profile; ///< never null
    core::Policy policy;                    ///< of the profile, with what was chosen for this run
    std::string state;                      ///< absolute path; made by a Sync, only read by a Compare
    std::string storedRun;                  ///< id, of a Resume or Discard
    std::vector<std::string> forget;        ///< as engine::RunOptions
    std::uint32_t maxRows = 0;              ///< as engine::RunOptions
    std::uint32_t limitRows = 0;            ///< as engine::RunOptions
    bool goAhead = false;                   ///< as engine::RunOptions
    std::uint64_t confirm = 0;              ///< as engine::RunOptions
    std::shared_ptr<const engine::PreparedPlan> saved; ///< of an Apply; `policy` is then the plan's
};

} // namespace devsync::service
