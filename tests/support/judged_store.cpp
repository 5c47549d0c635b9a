// SPDX-License-Identifier: Apache-2.0
#include "tests/support/judged_store.h"

namespace devsync::testing {

using core::ErrorKind;
using core::fail;

void JudgedStore::failNext(StoreFault fault, std::uint32_t batches) {
    m_fault = fault;
    m_faultBatches = batches;
}

core::StoreResult JudgedStore::perform(const core::StoreBatch& batch) {
    const StoreFault fault = m_faultBatches > 0 ? (--m_faultBatches, m_fault) : StoreFault::None;
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
