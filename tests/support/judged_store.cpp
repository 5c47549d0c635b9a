// SPDX-License-Identifier: Apache-2.0
#include "tests/support/judged_store.h"

namespace devsync::testing {

using core::ErrorKind;
using core::fail;

void JudgedStore::failNext(StoreFault fault, std::uint32_t batches, std::uint64_t skipped) {
    m_fault = fault;
    m_faultFrom = m_batches + skipped;
    m_faultEnd = m_faultFrom + batches;
}

core::StoreResult JudgedStore::perform(const core::StoreBatch& batch) {
    const std::uint64_t number = m_batches++;
    const StoreFault fault = number >= m_faultFrom && number < m_faultEnd ? m_fault : StoreFault::None;
    switch (fault) {
    case StoreFault::Busy:
        return fail(ErrorKind::StoreBusy, "database is locked");
    case StoreFault::Full:
        return fail(ErrorKind::StoreFull, "database or disk is full");
    case StoreFault::Failed:
        return fail(ErrorKind::StoreFailed, "disk I/O error");
    case StoreFault::None:
        return commit(batch);
    case StoreFault::LostAnswer:
        break;
    }
    core::StoreResult result = commit(batch);
    if (!result)
        return result;
    return fail(ErrorKind::StoreFailed, "the answer did not arrive", "lost answer");
}

} // namespace devsync::testing
