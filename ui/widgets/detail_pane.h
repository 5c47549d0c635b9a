// SPDX-License-Identifier: Apache-2.0
// One account, field by field: what each side has, what both had after the last run, what will be there, and
// why. GUI thread.
#pragma once

#include "ui/models/text_table.h"
#include "ui/view/diff_rows.h"

#include <QFrame>

#include <cstdint>

class QLabel;

namespace devsync::widgets {

class SmallTable;

class DetailPane : public QFrame {
    Q_OBJECT
public:
    explicit DetailPane(QWidget* parent = nullptr);
    void show(const view::DiffRows& rows, std::uint32_t row);
    void clear();

private:
    QString whyText(const core::RowDetails& details, const view::DiffRows& rows, std::uint32_t row) const;

    QLabel* m_title;
    QLabel* m_identity;
    QLabel* m_why;
    QLabel* m_notes;
    SmallTable* m_fields;
    models::TextTable m_model;
};

} // namespace devsync::widgets
