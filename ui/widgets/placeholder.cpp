// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/placeholder.h"

#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace devsync::widgets {

using view::Placeholder;

PlaceholderPage::PlaceholderPage(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_demo(new QPushButton(tr("Try the demo"), this)), m_connect(new QPushButton(tr("Connect…"), this)),
      m_compare(new QPushButton(tr("Compare"), this)),
      m_clear(new QPushButton(tr("Clear the filter"), this)) {
    setObjectName(QStringLiteral("placeholder"));
    m_demo->setObjectName(QStringLiteral("tryDemo"));
    m_connect->setObjectName(QStringLiteral("connectButton"));
    m_compare->setObjectName(QStringLiteral("placeholderCompare"));
    m_clear->setObjectName(QStringLiteral("clearFilter"));
    m_title->setObjectName(QStringLiteral("placeholderTitle"));
    m_text->setObjectName(QStringLiteral("placeholderText"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_title->setFont(large);
    for (QLabel* const label : {m_icon, m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(label != m_icon);
    }
    auto* const buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton* const button : {m_demo, m_connect, m_compare, m_clear})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* const layout = new QVBoxLayout(this);
    layout->addStretch(2);
    for (QLabel* const label : {m_icon, m_title, m_text})
        layout->addWidget(label);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    layout->addStretch(3);
    connect(m_demo, &QPushButton::clicked, this, &PlaceholderPage::demoWanted);
    connect(m_connect, &QPushButton::clicked, this, &PlaceholderPage::connectWanted);
    connect(m_compare, &QPushButton::clicked, this, &PlaceholderPage::compareWanted);
    connect(m_clear, &QPushButton::clicked, this, &PlaceholderPage::clearFilterWanted);
}

void PlaceholderPage::setLook(const QString& iconName, const QString& title, const QString& text) {
    m_icon->setPixmap(icon(iconName, palette()).pixmap(48, 48));
    m_title->setText(title);
    m_text->setText(text);
}

void PlaceholderPage::show(Placeholder placeholder, const QString& agreement, const QString& source) {
    m_demo->setVisible(placeholder == Placeholder::NoProfile);
    m_connect->setVisible(placeholder == Placeholder::NoProfile);
    m_compare->setVisible(placeholder == Placeholder::NeverCompared);
    m_clear->setVisible(placeholder == Placeholder::NoMatches);
    switch (placeholder) {
    case Placeholder::None:
        return;
    case Placeholder::NoProfile:
        return setLook(QStringLiteral("connect"), tr("No profile is open"),
                       tr("A profile says which Apigee organisation and which portal belong together."));
    case Placeholder::NeverCompared:
        return setLook(QStringLiteral("compare"), tr("Not compared yet"),
                       tr("Compare reads all accounts of %1 and writes nothing.").arg(source));
    case Placeholder::Reading:
        return setLook(QStringLiteral("reading"), tr("Reading both sides…"),
                       tr("The accounts appear when both listings are complete."));
    case Placeholder::BothAgree:
        return setLook(QStringLiteral("agree"), agreement, tr("Nothing will be written."));
    case Placeholder::NoMatches:
        return setLook(QStringLiteral("nothing"), tr("No account is behind this filter"),
                       tr("Other accounts are there; the filter or the search hides them."));
    }
}

} // namespace devsync::widgets
