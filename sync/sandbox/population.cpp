// SPDX-License-Identifier: Apache-2.0
#include "sync/sandbox/population.h"

#include "sync/sandbox/story_world.h"
#include "sync/sandbox/world_builder.h"

namespace devsync::sandbox {

namespace {

using core::Side;

/// k pairs newer in Apigee, k newer in the portal, n - 2k on one side only, each; in turn, so that every
/// range of user ids holds all kinds.
Population peerPopulation(const PopulationOptions& options) {
    WorldBuilder build(options.seed);
    const std::uint32_t third = options.developers / 3;
    const std::uint32_t alone = options.developers - 2 * third;
    for (std::uint32_t i = 0; i < alone; ++i) {
        if (i < third) {
            build.addEdited(build.nextPerson(), Side::Apigee);
            build.addEdited(build.nextPerson(), Side::Portal);
        }
        build.addOnly(build.nextPerson(), Side::Apigee);
        build.addOnly(build.nextPerson(), Side::Portal);
    }
    return {build.take()};
}

} // namespace

core::Result<Mix> mixFromName(std::string_view name) {
    if (name == "peer")
        return Mix::Peer;
    if (name == "small")
        return Mix::Small;
    if (name == "demo")
        return Mix::Demo;
    if (name == "conflicts")
        return Mix::Conflicts;
    return core::fail(core::ErrorKind::Usage, "the mix must be peer, small or demo", "--mix");
}

core::Result<Population> populate(const PopulationOptions& options) {
    switch (options.mix) {
    case Mix::Peer:
        return peerPopulation(options);
    case Mix::Small:
        return storyPopulation({.accounts = 40, .perKind = 2}, options.seed);
    case Mix::Demo:
        return storyPopulation({.accounts = 300, .perKind = 8}, options.seed);
    case Mix::Conflicts:
        break;
    }
    return core::fail(core::ErrorKind::NotInThisVersion, "the mix conflicts; peer, small and demo are",
                      "--mix");
}

} // namespace devsync::sandbox
