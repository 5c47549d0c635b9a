// SPDX-License-Identifier: Apache-2.0
#include "sync/engine/settlement.h"
#include "sync/core/mutant.h"

#include <algorithm>
#include <chrono>

namespace devsync::engine {

bool Settlement::untouchedAt(core::Millis mono) {
    if (!m_mayLandUntil || core::mutant(core::kMutantOneReadingSettles))
        return true;
    if (mono < *m_mayLandUntil)
        return false;
    if (!m_firstAfter) {
        m_firstAfter = mono;
        return false;
    }
    return mono - *m_firstAfter >= kApart;
}

core::Millis Settlement::nextReading(core::Millis mono) const {
    if (!m_mayLandUntil)
        return mono;
    if (core::mutant(core::kMutantSettlesLate))
        return mono + std::chrono::minutes(10);
    return std::max(mono, m_firstAfter ? *m_firstAfter + kApart : *m_mayLandUntil);
}

} // namespace devsync::engine
