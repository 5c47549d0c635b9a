// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/detail_pane.h"

#include "sync/texts/diff_text.h"
#include "sync/texts/held_text.h"
#include "sync/texts/row_text.h"
#include "ui/models/table_rows.h"
#include "ui/models/words.h"
#include "ui/widgets/small_table.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace devsync::widgets {

namespace {

using models::fromUtf8;

QLabel* label(const char* name, QWidget* parent) {
    auto* const text = new QLabel(parent);
    text->setObjectName(QString::fromLatin1(name));
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setWordWrap(true);
    return text;
}

QString statusWord(const core::AccountView& account) {
    return account.status == core::Status::Active ? QObject::tr("active")
                                                  : QObject::tr("blocked or inactive");
}

QString identityText(const core::RowDetails& details) {
    QStringList parts;
    if (details.accounts.portal != nullptr && details.accounts.portal->uid != 0)
        parts << QObject::tr("uid %1").arg(details.accounts.portal->uid);
    parts << (details.accounts.apigee != nullptr
                  ? QObject::tr("developer %1").arg(statusWord(*details.accounts.apigee))
                  : QObject::tr("not in Apigee"));
    parts << (details.accounts.portal != nullptr
                  ? QObject::tr("user %1").arg(statusWord(*details.accounts.portal))
                  : QObject::tr("not in the portal"));
    return parts.join(QStringLiteral(" · "));
}

QString notesText(const core::PlanRow& row) {
    QStringList notes;
    for (const core::RowFlag flag : texts::notedFlags(row.flags))
        notes << QStringLiteral("• ") + fromUtf8(texts::noteText(flag));
    return notes.join(QLatin1Char('\n'));
}

} // namespace

DetailPane::DetailPane(QWidget* parent)
    : QFrame(parent), m_title(label("detailTitle", this)), m_identity(label("detailIdentity", this)),
      m_why(label("detailWhy", this)), m_notes(label("detailNotes", this)), m_model(models::detailColumns()) {
    setObjectName(QStringLiteral("detailPane"));
    setAccessibleName(tr("Account"));
    setFrameShape(StyledPanel);
    m_fields = new SmallTable(m_model, tr("Fields of the account"), this);
    m_fields->setObjectName(QStringLiteral("detailFields"));
    m_fields->shareWidth();
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_title->setFont(bold);
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_identity);
    layout->addWidget(m_why);
    layout->addWidget(m_fields, 1);
    layout->addWidget(m_notes);
    layout->addStretch(0);
    for (QLabel* const text : {m_title, m_identity, m_why, m_notes})
        text->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setMinimumWidth(fontMetrics().averageCharWidth() * 34);
    clear();
}

QString DetailPane::whyText(const core::RowDetails& details, const view::DiffRows& rows,
                            std::uint32_t row) const {
    const engine::PreparedPlan& plan = rows.plan();
    const core::PlanRow& planRow = rows.row(row);
    const core::Mapping& mapping = plan.inputs.policy->mapping;
    if (planRow.action == core::Action::Held) {
        const texts::HeldText held =
            texts::describeHeld(texts::heldFactsOf(details, mapping, plan.plan.note(planRow.pair)));
        return QStringLiteral("‖ ") + fromUtf8(held.cause) + QLatin1Char(' ') + fromUtf8(held.remedy);
    }
    const QString sentence = fromUtf8(texts::rowSentence(details, mapping, rows.state(row)));
    if (!planRow.has(core::RowFlag::Conflict) || !planRow.planned())
        return sentence;
    return QStringLiteral("≠ ") + tr("Both sides changed since the last run.") + QLatin1Char(' ') + sentence;
}

void DetailPane::show(const view::DiffRows& rows, std::uint32_t row) {
    const engine::PreparedPlan& plan = rows.plan();
    core::RowDetailsScratch scratch;
    const core::RowDetails& details = core::describeRow(plan.inputs, plan.plan, row, scratch);
    const core::PlanRow& planRow = rows.row(row);
    const bool stands =
        planRow.action == core::Action::Held || (planRow.has(core::RowFlag::Conflict) && planRow.planned());
    QPalette colors = palette();
    if (stands)
        colors.setColor(QPalette::WindowText, toneColor(models::DiffModel::Tone::Conflict, palette()));
    m_why->setPalette(colors);
    m_title->setText(details.email.empty() ? tr("(no address)") : fromUtf8(details.email));
    m_identity->setText(identityText(details));
    m_why->setText(whyText(details, rows, row));
    const QString notes = notesText(planRow);
    m_notes->setText(notes);
    m_notes->setVisible(!notes.isEmpty());
    m_model.setRows(models::detailRows(details, plan.inputs.policy->mapping));
    m_fields->setVisible(true);
}

void DetailPane::clear() {
    m_title->setText(tr("No account chosen"));
    m_identity->setText(tr("Choose a row to see its fields side by side."));
    m_why->clear();
    m_notes->setVisible(false);
    m_model.setRows({});
    m_fields->setVisible(false);
}

} // namespace devsync::widgets
