// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/connections_page.h"

#include "sync/service/connection_check.h"
#include "sync/service/workplace.h"
#include "sync/texts/error_text.h"
#include "ui/models/table_rows.h"
#include "ui/models/words.h"
#include "ui/widgets/small_table.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace devsync::widgets {

using models::fromUtf8;

ConnectionsPage::ConnectionsPage(models::SyncSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_checkModel(models::checkColumns()) {
    setObjectName(QStringLiteral("connectionsPage"));
    auto* const content = new QWidget(this);
    auto* const inner = new QVBoxLayout(content);
    inner->setContentsMargins(12, 10, 12, 12);
    inner->addWidget(buildCheck());
    inner->addWidget(buildForm());
    inner->addStretch(1);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&session, &models::SyncSession::stateChanged, this, &ConnectionsPage::refresh);
    connect(&session, &models::SyncSession::profileOpened, this, [this] { m_checkModel.setRows({}); });
    connect(&session, &models::SyncSession::connectionChecked, this,
            [this](const auto& report) { showCheck(*report); });
    refresh();
}

QWidget* ConnectionsPage::buildCheck() {
    auto* const box = new QGroupBox(tr("This profile"), this);
    m_current = new QLabel(box);
    m_current->setObjectName(QStringLiteral("currentProfile"));
    m_current->setTextFormat(Qt::PlainText);
    m_current->setWordWrap(true);
    m_check = new QPushButton(tr("Check the connections"), box);
    m_check->setObjectName(QStringLiteral("checkButton"));
    auto* const demo = new QPushButton(tr("Open the demo"), box);
    demo->setObjectName(QStringLiteral("openDemo"));
    m_checkTable = new SmallTable(m_checkModel, tr("What the check found"), box);
    m_checkTable->setObjectName(QStringLiteral("checkTable"));
    m_checkTable->setMinimumHeight(fontMetrics().height() * 7);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_check);
    buttons->addWidget(demo);
    buttons->addStretch(1);
    auto* const layout = new QVBoxLayout(box);
    layout->addWidget(m_current);
    layout->addLayout(buttons);
    layout->addWidget(m_checkTable);
    connect(m_check, &QPushButton::clicked, &m_session, &models::SyncSession::checkConnection);
    connect(demo, &QPushButton::clicked, this, &ConnectionsPage::demoWanted);
    return box;
}

QLineEdit* ConnectionsPage::addField(QFormLayout& form, const char* name, const QString& label,
                                     const QString& hint) {
    auto* const field = new QLineEdit(this);
    field->setObjectName(QString::fromLatin1(name));
    field->setAccessibleName(label);
    field->setPlaceholderText(hint);
    field->setMaximumWidth(fontMetrics().averageCharWidth() * 70);
    form.addRow(label, field);
    return field;
}

QWidget* ConnectionsPage::buildForm() {
    auto* const box = new QGroupBox(tr("New profile"), this);
    auto* const form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = addField(*form, "profileName", tr("Name"), tr("acme-prod"));
    m_organization = addField(*form, "organization", tr("Organization"), tr("Apigee X organization"));
    m_endpoint = addField(*form, "endpoint", tr("Apigee endpoint"), tr("empty: Google's own address"));
    m_tokenFile = addField(*form, "tokenFile", tr("File with the access token"),
                           tr("/run/secrets/apigee-token: read for each run, never copied"));
    m_portalUrl = addField(*form, "portalUrl", tr("Portal address"), tr("https://dev.acme.com"));
    m_portalUser = addField(*form, "portalUser", tr("Portal user"), tr("an administrator of the portal"));
    m_passwordFile = addField(*form, "passwordFile", tr("File with the portal password"),
                              tr("/run/secrets/portal-password"));
    m_save = new QPushButton(tr("Save the profile"), box);
    m_save->setObjectName(QStringLiteral("saveProfile"));
    m_formMessage = new QLabel(box);
    m_formMessage->setObjectName(QStringLiteral("formMessage"));
    m_formMessage->setTextFormat(Qt::PlainText);
    m_formMessage->setWordWrap(true);
    auto* const layout = new QVBoxLayout(box);
    layout->addLayout(form);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_save);
    row->addWidget(m_formMessage, 1);
    layout->addLayout(row);
    connect(m_save, &QPushButton::clicked, this, &ConnectionsPage::save);
    return box;
}

void ConnectionsPage::focusForm() {
    m_name->setFocus(Qt::OtherFocusReason);
}

void ConnectionsPage::save() {
    const auto text = [](const QLineEdit* field) { return field->text().trimmed().toStdString(); };
    const auto file = service::profileFile(text(m_name));
    if (!file)
        return m_formMessage->setText(fromUtf8(texts::describe(file.error()).line()));
    service::NewProfile profile;
    profile.organization = text(m_organization);
    profile.endpoint = text(m_endpoint);
    profile.token.file = text(m_tokenFile);
    profile.portalUrl = text(m_portalUrl);
    profile.portalUser = text(m_portalUser);
    profile.password.file = text(m_passwordFile);
    if (const auto added = service::addProfile(*file, service::profileText(profile)); !added)
        return m_formMessage->setText(fromUtf8(texts::describe(added.error()).line()));
    m_formMessage->setText(tr("Saved as %1.").arg(fromUtf8(*file)));
    Q_EMIT profileAdded(fromUtf8(*file));
}

void ConnectionsPage::refresh() {
    const auto& profile = m_session.profile();
    const view::Control& control = m_session.state().compare;
    m_check->setEnabled(control.enabled);
    m_check->setToolTip(models::whyNotText(control.whyNot));
    m_checkTable->setVisible(m_checkModel.rowCount() > 0);
    m_current->setText(profile ? tr("%1: Apigee %2 at %3, portal %4")
                                     .arg(fromUtf8(profile->name), fromUtf8(profile->apigee.organization),
                                          fromUtf8(service::apigeeBase(*profile)),
                                          fromUtf8(service::portalBase(*profile)))
                               : tr("No profile is open."));
}

void ConnectionsPage::showCheck(const engine::RunReport& report) {
    const bool first = m_checkModel.rowCount() == 0;
    m_checkModel.setRows(models::checkRows(service::connectionChecks(*m_session.profile(), report)));
    m_checkTable->setVisible(true);
    if (first)
        m_checkTable->fitColumns(46);
}

} // namespace devsync::widgets
