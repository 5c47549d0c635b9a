// SPDX-License-Identifier: Apache-2.0
// Connections: a form for a first profile, the demo, and a check of both connections with its evidence.
// Passwords are never typed here: a profile names the place of a secret. GUI thread.
#pragma once

#include "sync/service/profile_storage.h"
#include "ui/models/sync_session.h"
#include "ui/models/text_table.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace devsync::widgets {

class SmallTable;

class ConnectionsPage : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionsPage(models::SyncSession& session, QWidget* parent = nullptr);
    void focusForm();

Q_SIGNALS:
    void profileAdded(const QString& file);
    void demoWanted();

private:
    QWidget* buildForm();
    QWidget* buildCheck();
    QLineEdit* addField(QFormLayout& form, const char* name, const QString& label, const QString& hint);
    void save();
    void refresh();
    void showCheck(const engine::RunReport& report);

    models::SyncSession& m_session;
    models::TextTable m_checkModel;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_organization = nullptr;
    QLineEdit* m_endpoint = nullptr;
    QLineEdit* m_tokenFile = nullptr;
    QLineEdit* m_portalUrl = nullptr;
    QLineEdit* m_portalUser = nullptr;
    QLineEdit* m_passwordFile = nullptr;
    QLabel* m_formMessage = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_check = nullptr;
    QLabel* m_current = nullptr;
    SmallTable* m_checkTable = nullptr;
};

} // namespace devsync::widgets
