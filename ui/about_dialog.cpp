// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about_dialog.h"

#include "archive/dsn.h"
#include "ui/plain_text.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSslSocket>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTabWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr char parts[] =
    "Qt (LGPL-3), Qt Charts (GPL-3), OpenSSL (Apache-2.0), SQLite (public domain), libunbound and ldns "
    "(BSD), libpsl (MIT), simdjson (Apache-2.0), libdeflate (MIT), libarchive (BSD), GMime (LGPL-2.1), "
    "QtKeychain (BSD), Boost (BSL-1.0), tl::expected (CC0)";

/// The user's name is part of the path of the home folder.
QString withoutHome(QString text)
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    return home.size() > 1 ? text.replace(home, QStringLiteral("~")) : text;
}

QString kindOf(const QString &dsn)
{
    const auto read = archive::parseDsn(dsn);
    if (!read)
        return QStringLiteral("unreadable");
    return read->dialect == archive::Dialect::Postgres ? QStringLiteral("PostgreSQL")
                                                       : QStringLiteral("SQLite, ") + withoutHome(read->path);
}

QPlainTextEdit *textPage(const QString &text, QWidget *parent)
{
    auto *page = new QPlainTextEdit(text, parent);
    page->setReadOnly(true);
    return page;
}

} // namespace

QString diagnostics(const Preferences &preferences, const QString &archiveDsn)
{
    const auto yesNo = [](bool yes) { return yes ? QStringLiteral("yes") : QStringLiteral("no"); };
    const QStringList lines{
        QStringLiteral("Sigillo %1").arg(QStringLiteral(SIGILLO_VERSION)),
        QStringLiteral("Qt %1, built with %2").arg(QLatin1String(qVersion()), QStringLiteral(QT_VERSION_STR)),
        QStringLiteral("System: %1, %2").arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture()),
        QStringLiteral("Platform: %1, locale %2").arg(QGuiApplication::platformName(), QLocale().name()),
        QStringLiteral("TLS: %1").arg(QSslSocket::sslLibraryVersionString()),
        QStringLiteral("Archive: %1").arg(kindOf(archiveDsn)),
        QStringLiteral("Own resolver: %1; time limit: %2 s; mail servers: %3; old versions: %4")
            .arg(yesNo(!preferences.resolver.isEmpty()))
            .arg(preferences.timeoutSeconds)
            .arg(yesNo(preferences.mailServers), yesNo(preferences.deep)),
        QStringLiteral("Reports are kept: %1 days (0: for ever)").arg(preferences.retentionDays)};
    QStringList shown;
    for (const QString &line : lines)
        shown += plain(line, 500);
    return shown.join(u'\n');
}

AboutDialog::AboutDialog(const QString &diagnostics, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Sigillo"));
    auto *words = new QLabel(
        tr("Sigillo %1 takes mail domains from nothing to an enforced MTA-STS policy, and reads TLS reports.\n\n"
           "It is free software under the GNU General Public License, version 3 or later, without any warranty. "
           "Nothing leaves this machine but the lookups and connections that a check needs.")
            .arg(QStringLiteral(SIGILLO_VERSION)),
        this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *pages = new QTabWidget(this);
    auto *facts = textPage(diagnostics, pages);
    facts->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    pages->addTab(facts, tr("Diagnostics"));
    pages->addTab(textPage(QLatin1String(parts), pages), tr("Made with"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copy = buttons->addButton(tr("Copy diagnostics"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [diagnostics] { QGuiApplication::clipboard()->setText(diagnostics); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(words);
    layout->addWidget(pages, 1);
    layout->addWidget(buttons);
    resize(560, 400);
}

} // namespace ui
