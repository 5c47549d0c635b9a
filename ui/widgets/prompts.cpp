// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/prompts.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace devsync::widgets {

namespace {

QString tr(const char* source) {
    return QCoreApplication::translate("ui", source);
}

} // namespace

void DialogPrompts::askNumber(QWidget* parent, const NumberQuestion& question,
                              std::function<void(std::uint64_t)> answer) {
    auto* const dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("numberDialog"));
    dialog->setWindowTitle(question.title);
    auto* const text = new QLabel(question.text, dialog);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    auto* const field = new QLineEdit(dialog);
    field->setAccessibleName(tr(QT_TRANSLATE_NOOP("ui", "Number of accounts that are written")));
    field->setPlaceholderText(field->accessibleName());
    auto* const buttons = new QDialogButtonBox(dialog);
    QPushButton* const write =
        buttons->addButton(tr(QT_TRANSLATE_NOOP("ui", "Write these accounts")), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr(QT_TRANSLATE_NOOP("ui", "Write nothing")), QDialogButtonBox::RejectRole);
    write->setEnabled(false);
    QObject::connect(field, &QLineEdit::textChanged, write,
                     [write, writes = question.writes](const QString& typed) {
                         write->setEnabled(typed.trimmed() == QString::number(writes));
                     });
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* const layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(field);
    layout->addWidget(buttons);
    dialog->setMinimumWidth(420);
    QObject::connect(dialog, &QDialog::finished, parent,
                     [answer = std::move(answer), writes = question.writes](int result) {
                         answer(result == QDialog::Accepted ? writes : 0);
                     });
    dialog->open();
}

void DialogPrompts::askChoice(QWidget* parent, const ChoiceQuestion& question,
                              std::function<void(bool)> answer) {
    auto* const box =
        new QMessageBox(QMessageBox::Question, question.title, question.text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton* const yes = box->addButton(question.yes, QMessageBox::AcceptRole);
    QPushButton* const no = box->addButton(question.no, QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    QObject::connect(box, &QMessageBox::finished, parent,
                     [box, yes, answer = std::move(answer)] { answer(box->clickedButton() == yes); });
    box->open();
}

void DialogPrompts::askFile(QWidget* parent, const FileQuestion& question,
                            std::function<void(QString, QString)> answer) {
    auto* const dialog = new QFileDialog(parent, question.title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(question.filters);
    dialog->selectFile(question.suggestedName);
    QObject::connect(dialog, &QDialog::finished, parent, [dialog, answer = std::move(answer)](int result) {
        if (result == QDialog::Accepted && !dialog->selectedFiles().isEmpty())
            answer(dialog->selectedFiles().constFirst(), dialog->selectedNameFilter());
        else
            answer({}, {});
    });
    dialog->open();
}

void DialogPrompts::tell(QWidget* parent, const QString& title, const QString& text) {
    auto* const box = new QMessageBox(QMessageBox::Information, title, text, QMessageBox::Close, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace devsync::widgets
