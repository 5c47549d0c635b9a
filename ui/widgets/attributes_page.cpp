// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/attributes_page.h"

#include "ui/models/table_rows.h"

namespace devsync::widgets {

AttributesPage::AttributesPage(models::SyncSession& session, QWidget* parent)
    : TablePage(
        tr("Custom attributes"),
        tr("Names and these attributes are made equal on both sides. The mapping stands in the profile's "
           "file, under [mapping]."),
        models::mappingColumns(), parent),
      m_session(session) {
    setObjectName(QStringLiteral("attributesPage"));
    connect(&session, &models::SyncSession::profileOpened, this, &AttributesPage::refresh);
    refresh();
}

void AttributesPage::refresh() {
    if (!m_session.profile())
        return setRows({}, tr("No profile is open."));
    const core::Mapping& mapping = m_session.profile()->policy.mapping;
    setRows(models::mappingRows(mapping), {});
    setNote(tr("%1 of %2 custom attributes that Apigee takes for a developer")
                .arg(mapping.attributes.size())
                .arg(core::kApigeeAttributeLimit));
}

} // namespace devsync::widgets
