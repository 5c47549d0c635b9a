// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/table_page.h"

#include "ui/widgets/small_table.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace devsync::widgets {

TablePage::TablePage(const QString& title, const QString& explanation, const QStringList& columns,
                     QWidget* parent)
    : QWidget(parent), m_model(columns), m_note(new QLabel(this)),
      m_table(new SmallTable(m_model, title, this)), m_buttons(new QHBoxLayout) {
    auto* const head = new QLabel(title, this);
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() * 1.2);
    head->setFont(large);
    auto* const text = new QLabel(explanation, this);
    for (QLabel* const label : {text, m_note}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_note->setObjectName(QStringLiteral("note"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->addWidget(head);
    layout->addWidget(text);
    m_buttons->addStretch(1);
    layout->addLayout(m_buttons);
    layout->addWidget(m_note);
    layout->addWidget(m_table, 1);
}

QPushButton* TablePage::addButton(const char* name, const QString& text) {
    auto* const button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

void TablePage::setNote(const QString& note) {
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void TablePage::setRows(std::vector<models::TextRow> rows, const QString& empty) {
    setNote(rows.empty() ? empty : QString());
    const bool first = m_model.rowCount() == 0;
    m_model.setRows(std::move(rows));
    if (first)
        m_table->fitColumns();
}

} // namespace devsync::widgets
