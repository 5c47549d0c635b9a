// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/log_pane.h"

#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>

#include <array>

namespace devsync::widgets {

namespace {

using models::LogModel;

/// Colours lines of warnings and errors; the level stands in its own column as well.
class LogDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        using Tone = models::DiffModel::Tone;
        const auto level = static_cast<core::LogLevel>(index.data(LogModel::LevelRole).toInt());
        if (level >= core::LogLevel::Error)
            option->palette.setColor(QPalette::Text, toneColor(Tone::Failure, option->palette));
        else if (level >= core::LogLevel::Notice)
            option->palette.setColor(QPalette::Text, toneColor(Tone::Conflict, option->palette));
    }
};

} // namespace

LogPane::LogPane(models::LogModel& model, QWidget* parent)
    : QFrame(parent), m_model(model), m_table(new QTableView(this)), m_level(new QComboBox(this)),
      m_side(new QComboBox(this)), m_text(new QLineEdit(this)), m_counts(new QLabel(this)),
      m_follow(new QCheckBox(tr("Follow"), this)), m_latest(new QPushButton(tr("Jump to latest"), this)),
      m_export(new QPushButton(tr("Export log…"), this)) {
    setObjectName(QStringLiteral("logPane"));
    setAccessibleName(tr("Log"));
    setFrameShape(StyledPanel);
    setUpTable();
    setUpFilters();
    auto* const title = new QLabel(tr("Log"), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    auto* const bar = new QHBoxLayout;
    bar->addWidget(title);
    bar->addWidget(m_level);
    bar->addWidget(m_side);
    bar->addWidget(m_text, 1);
    bar->addWidget(m_counts);
    bar->addStretch(1);
    bar->addWidget(m_latest);
    bar->addWidget(m_follow);
    bar->addWidget(m_export);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    setFollowing(true);
    showCounts();
}

void LogPane::setUpTable() {
    m_table->setObjectName(QStringLiteral("logTable"));
    m_table->setAccessibleName(tr("Log lines"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new LogDelegate(m_table));
    m_table->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_table->setFrameShape(NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const QFontMetrics metrics(m_table->font());
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 3);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    constexpr std::array kCharacters{14, 10, 9, 30};
    for (std::size_t column = 0; column < kCharacters.size(); ++column)
        m_table->setColumnWidth(static_cast<int>(column), metrics.averageCharWidth() * kCharacters[column]);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &LogPane::linesAdded);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &LogPane::linesAdded);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogPane::scrolled);
    const auto chosen = [this](const QModelIndex& index) {
        if (const QString account = index.data(LogModel::AccountRole).toString(); !account.isEmpty())
            Q_EMIT accountChosen(account);
    };
    connect(m_table, &QAbstractItemView::clicked, this, chosen);
    connect(m_table, &QAbstractItemView::activated, this, chosen);
}

void LogPane::setUpFilters() {
    using core::LogLevel;
    m_level->setObjectName(QStringLiteral("logLevel"));
    m_level->setAccessibleName(tr("Least level shown"));
    m_level->addItem(tr("Everything"), static_cast<int>(LogLevel::Trace));
    m_level->addItem(tr("Info and above"), static_cast<int>(LogLevel::Info));
    m_level->addItem(tr("Notices and above"), static_cast<int>(LogLevel::Notice));
    m_level->addItem(tr("Warnings and above"), static_cast<int>(LogLevel::Warning));
    m_level->addItem(tr("Errors"), static_cast<int>(LogLevel::Error));
    m_level->setCurrentIndex(1);
    m_side->setObjectName(QStringLiteral("logSide"));
    m_side->setAccessibleName(tr("Side shown"));
    m_side->addItem(tr("Both sides"), -1);
    m_side->addItem(tr("Apigee"), static_cast<int>(core::Side::Apigee));
    m_side->addItem(tr("Portal"), static_cast<int>(core::Side::Portal));
    m_text->setObjectName(QStringLiteral("logFilter"));
    m_text->setAccessibleName(tr("Text in the log"));
    m_text->setPlaceholderText(tr("Account or text…"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(fontMetrics().averageCharWidth() * 34);
    m_latest->setObjectName(QStringLiteral("jumpToLatest"));
    m_follow->setObjectName(QStringLiteral("followLog"));
    m_export->setObjectName(QStringLiteral("exportLog"));
    m_counts->setObjectName(QStringLiteral("logCounts"));
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPane::applyFilter);
    connect(m_side, &QComboBox::currentIndexChanged, this, &LogPane::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, &LogPane::applyFilter);
    connect(m_follow, &QCheckBox::toggled, this, &LogPane::setFollowing);
    connect(m_latest, &QPushButton::clicked, this, [this] { setFollowing(true); });
    connect(m_export, &QPushButton::clicked, this, &LogPane::exportWanted);
}

void LogPane::focusFilter() {
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void LogPane::applyFilter() {
    const int side = m_side->currentData().toInt();
    m_model.setFilter({.least = static_cast<core::LogLevel>(m_level->currentData().toInt()),
                       .side = side < 0 ? std::nullopt : std::optional(static_cast<core::Side>(side)),
                       .text = m_text->text().toStdString()});
}

void LogPane::linesAdded() {
    showCounts();
    if (!m_follow->isChecked())
        return;
    m_scrolling = true;
    m_table->scrollToBottom();
    m_scrolling = false;
}

/// Scrolling up stops following, coming back to the end goes on.
void LogPane::scrolled(int value) {
    if (!m_scrolling)
        setFollowing(value >= m_table->verticalScrollBar()->maximum());
}

void LogPane::setFollowing(bool following) {
    m_follow->setChecked(following);
    m_latest->setVisible(!following);
    if (following)
        linesAdded();
}

void LogPane::showCounts() {
    const auto number = [](std::uint64_t count) {
        return QLocale().toString(static_cast<qulonglong>(count));
    };
    const auto shown = static_cast<std::uint64_t>(m_model.rowCount());
    QString text = shown == m_model.total()
                       ? tr("%1 lines").arg(number(shown))
                       : tr("%1 of %2 lines").arg(number(shown), number(m_model.total()));
    if (m_model.dropped() > 0)
        text += tr(" · %1 not shown, all are in the run's file").arg(number(m_model.dropped()));
    m_counts->setText(text);
}

} // namespace devsync::widgets
