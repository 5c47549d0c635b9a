// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/run_bar.h"

#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace devsync::widgets {

namespace {

constexpr const char* kWhat = "what"; ///< property: what the button does, in a sentence

void apply(QPushButton* button, const view::Control& control) {
    button->setEnabled(control.enabled);
    const QString why = models::whyNotText(control.whyNot);
    const QString what = button->property(kWhat).toString();
    button->setToolTip(why.isEmpty() ? what : what + QLatin1Char('\n') + why);
    button->setAccessibleDescription(button->toolTip());
}

} // namespace

QPushButton* RunBar::addButton(const char* name, const QString& text, const QString& keys,
                               const QString& what) {
    auto* const button = new QPushButton(text, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty(kWhat, QStringLiteral("%1 (%2)").arg(what, keys));
    button->setMinimumHeight(fontMetrics().height() + 16);
    return button;
}

RunBar::RunBar(QWidget* parent)
    : QWidget(parent), m_compare(addButton("compareButton", tr("Compare"), QStringLiteral("F5"),
                                           tr("Read both sides and show what differs; nothing is written"))),
      m_run(addButton("runButton", tr("Run developer sync"), QStringLiteral("F9"),
                      tr("Compare, and write what differs, now"))),
      m_background(addButton("backgroundButton", tr("Background developer sync"), QStringLiteral("Ctrl+F9"),
                             tr("Queue a run that is worked off while you go on"))),
      m_stop(addButton("stopButton", tr("Stop"), QStringLiteral("Esc"),
                       tr("Finish the accounts in flight, then stop; always safe"))),
      m_search(new QLineEdit(this)) {
    m_search->setObjectName(QStringLiteral("searchField"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setPlaceholderText(tr("Search e-mail, name, attribute…"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumHeight(fontMetrics().height() + 14);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 42);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* const button : {m_compare, m_run, m_background, m_stop})
        layout->addWidget(button);
    layout->addStretch(1);
    layout->addWidget(m_search, 2);
    connect(m_compare, &QPushButton::clicked, this, &RunBar::compareWanted);
    connect(m_run, &QPushButton::clicked, this, &RunBar::runWanted);
    connect(m_background, &QPushButton::clicked, this, &RunBar::backgroundWanted);
    connect(m_stop, &QPushButton::clicked, this, &RunBar::stopWanted);
    connect(m_search, &QLineEdit::textChanged, this, &RunBar::searchChanged);
    m_run->setAutoDefault(true);
    m_run->setDefault(true);
    setLooks();
}

/// The one button that people come for stands out, in the colours of the platform.
void RunBar::setLooks() {
    QPalette stressed = palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        stressed.setColor(group, QPalette::Button, palette().color(QPalette::Highlight));
        stressed.setColor(group, QPalette::ButtonText, palette().color(QPalette::HighlightedText));
    }
    m_run->setPalette(stressed);
    m_compare->setIcon(icon(QStringLiteral("compare"), palette()));
    m_run->setIcon(icon(QStringLiteral("run"), stressed));
    m_background->setIcon(icon(QStringLiteral("background"), palette()));
    m_stop->setIcon(icon(QStringLiteral("stop"), palette()));
}

void RunBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        setLooks();
}

void RunBar::show(const view::SyncPageState& state) {
    apply(m_compare, state.compare);
    apply(m_run, state.run);
    apply(m_background, state.background);
    apply(m_stop, state.stop);
}

void RunBar::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void RunBar::clearSearch() {
    m_search->clear();
}

} // namespace devsync::widgets
