// SPDX-License-Identifier: Apache-2.0
#include "app/gui/console.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>

#include <cstdio>

namespace {

using devsync::gui::ConsoleOptions;
using devsync::widgets::Appearance;

std::optional<std::string> given(const QCommandLineParser& parser, const QString& name) {
    return parser.isSet(name) ? std::optional(parser.value(name).toStdString()) : std::nullopt;
}

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral(
        "Keeps Apigee developers and the users of a Drupal developer portal equal.\n\n"
        "  devsync-console --demo          both systems inside this program\n"
        "  devsync-console --profile acme  a profile of yours; `devsync profile add` makes one"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("profile"), QStringLiteral("Open the profile NAME."), QStringLiteral("NAME")},
        {QStringLiteral("config"), QStringLiteral("Open the profile in FILE."), QStringLiteral("FILE")},
        {QStringLiteral("state"), QStringLiteral("Keep the state in PATH."), QStringLiteral("PATH")},
        {QStringLiteral("demo"), QStringLiteral("Open the demo.")},
        {QStringLiteral("developers"), QStringLiteral("A demo of N developers."), QStringLiteral("N")},
        {QStringLiteral("appearance"), QStringLiteral("system, light or dark."), QStringLiteral("HOW")},
    });
}

std::optional<Appearance> appearanceOf(const QCommandLineParser& parser) {
    const QString wanted = parser.value(QStringLiteral("appearance"));
    if (wanted.isEmpty())
        return static_cast<Appearance>(QSettings().value(QStringLiteral("window/appearance"), 0).toInt());
    if (wanted == QLatin1String("light"))
        return Appearance::Light;
    if (wanted == QLatin1String("dark"))
        return Appearance::Dark;
    return wanted == QLatin1String("system") ? std::optional(Appearance::System) : std::nullopt;
}

int usage(const char* text) {
    std::fprintf(stderr, "devsync-console: %s\n", text);
    return 64;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("devsync"));
    QApplication::setApplicationName(QStringLiteral("devsync-console"));
    QApplication::setApplicationVersion(QStringLiteral(DEVSYNC_VERSION));
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    const auto appearance = appearanceOf(parser);
    if (!appearance)
        return usage("--appearance is system, light or dark");
    bool isNumber = true;
    const QString developers = parser.value(QStringLiteral("developers"));
    const auto number = developers.isEmpty() ? 0U : developers.toUInt(&isNumber);
    if (!isNumber)
        return usage("--developers takes a number");
    devsync::widgets::applyAppearance(application, *appearance);
    devsync::widgets::DialogPrompts prompts;
    devsync::gui::Console console(
        {.flags = {given(parser, QStringLiteral("profile")), given(parser, QStringLiteral("config")),
                   given(parser, QStringLiteral("state"))},
         .demo = parser.isSet(QStringLiteral("demo")),
         .demoDevelopers = number},
        prompts);
    console.window().restoreLayout();
    console.window().show();
    console.begin();
    return QApplication::exec();
}
