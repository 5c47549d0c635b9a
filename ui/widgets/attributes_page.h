// SPDX-License-Identifier: Apache-2.0
// Custom attributes: the mapping of the profile, to read. GUI thread.
#pragma once

#include "ui/models/sync_session.h"
#include "ui/widgets/table_page.h"

namespace devsync::widgets {

class AttributesPage : public TablePage {
    Q_OBJECT
public:
    explicit AttributesPage(models::SyncSession& session, QWidget* parent = nullptr);

private:
    void refresh();
    models::SyncSession& m_session;
};

} // namespace devsync::widgets
