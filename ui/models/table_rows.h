// SPDX-License-Identifier: Apache-2.0
// Columns and rows of the small tables: a value in, texts out. GUI thread.
#pragma once

#include "sync/core/job.h"
#include "sync/core/mapping.h"
#include "sync/core/row_details.h"
#include "sync/core/run_condition.h"
#include "sync/service/connection_check.h"
#include "ui/models/text_table.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace devsync::models {

/// Field │ Apigee │ Last synchronised │ Portal │ Result, then what is not synchronised.
QStringList detailColumns();
std::vector<TextRow> detailRows(const core::RowDetails& details, const core::Mapping& mapping);

QStringList mappingColumns();
std::vector<TextRow> mappingRows(const core::Mapping& mapping);

QStringList jobColumns();
std::vector<TextRow> jobRows(const core::Jobs& jobs, std::int64_t nowMs);

QStringList runColumns();
std::vector<TextRow> runRows(const std::vector<core::ListedRun>& runs, std::int64_t nowMs);

QStringList checkColumns();
std::vector<TextRow> checkRows(const core::BothSides<service::ConnectionCheck>& checks);

} // namespace devsync::models
