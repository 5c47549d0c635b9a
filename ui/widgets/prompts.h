// SPDX-License-Identifier: Apache-2.0
// The one seam for questions to a person: dialogs in the program, prepared answers in tests. Never nested
// loops: every answer comes by a callback on the GUI thread, once; not when `parent` goes first.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>

class QWidget;

namespace devsync::widgets {

struct NumberQuestion {
    QString title;
    QString text;             ///< what is exceeded, and what the number means
    std::uint64_t writes = 0; ///< the number that goes ahead
};

struct FileQuestion {
    QString title;
    QString suggestedName;
    QStringList filters; ///< "Text (*.log)", …: the first is preset
};

struct ChoiceQuestion {
    QString title;
    QString text;
    QString yes; ///< a verb, as "Stop safely and close"
    QString no;
};

class Prompts {
public:
    virtual ~Prompts() = default;
    /// 0 = declined.
    virtual void askNumber(QWidget* parent, const NumberQuestion& question,
                           std::function<void(std::uint64_t)> answer) = 0;
    virtual void askChoice(QWidget* parent, const ChoiceQuestion& question,
                           std::function<void(bool)> answer) = 0;
    /// Path and chosen filter; both empty = none.
    virtual void askFile(QWidget* parent, const FileQuestion& question,
                         std::function<void(QString, QString)> answer) = 0;
    virtual void tell(QWidget* parent, const QString& title, const QString& text) = 0;
};

/// Dialogs of the platform.
class DialogPrompts : public Prompts {
public:
    void askNumber(QWidget* parent, const NumberQuestion& question,
                   std::function<void(std::uint64_t)> answer) override;
    void askChoice(QWidget* parent, const ChoiceQuestion& question,
                   std::function<void(bool)> answer) override;
    void askFile(QWidget* parent, const FileQuestion& question,
                 std::function<void(QString, QString)> answer) override;
    void tell(QWidget* parent, const QString& title, const QString& text) override;
};

} // namespace devsync::widgets
