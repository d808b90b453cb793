// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences_dialog.h"

#include "ui/plain_text.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui {

PreferencesDialog::PreferencesDialog(const Preferences &preferences, const QString &openArchive, QWidget *parent)
    : QDialog(parent), m_resolver(new QLineEdit(preferences.resolver, this)),
      m_archive(new QLineEdit(preferences.archive, this)), m_timeout(new QSpinBox(this)), m_watch(new QSpinBox(this)),
      m_retention(new QSpinBox(this)), m_mailServers(new QCheckBox(tr("Connect to &mail servers (port 25)"), this)),
      m_deep(new QCheckBox(tr("Look for &old protocol versions as well (slower)"), this)), m_fault(new QLabel(this)),
      m_apply(new QPushButton(tr("Apply"), this))
{
    setWindowTitle(tr("Settings"));
    m_resolver->setPlaceholderText(tr("the system's"));
    m_resolver->setToolTip(tr("Address of the DNS resolver to ask, such as 192.0.2.53 or 192.0.2.53@5353"));
    m_archive->setPlaceholderText(plain(openArchive, 200));
    m_archive->setMinimumWidth(360);
    m_archive->setToolTip(tr("File, or postgresql://… for a team; used from the next start on"));
    m_timeout->setRange(0, 600);
    m_timeout->setSpecialValueText(tr("as the program has it"));
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setValue(preferences.timeoutSeconds);
    m_watch->setRange(0, 24 * 30);
    m_watch->setSpecialValueText(tr("never by itself"));
    m_watch->setPrefix(tr("every "));
    m_watch->setSuffix(tr(" h"));
    m_watch->setValue(preferences.watchHours);
    m_watch->setToolTip(tr("While Sigillo runs; with a tray it goes on there when the window is closed"));
    m_retention->setRange(0, 36'500);
    m_retention->setSpecialValueText(tr("for ever"));
    m_retention->setSuffix(tr(" days"));
    m_retention->setValue(preferences.retentionDays);
    m_mailServers->setChecked(preferences.mailServers);
    m_deep->setChecked(preferences.deep);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);

    auto *form = new QFormLayout;
    form->addRow(tr("DNS &resolver"), m_resolver);
    form->addRow(tr("&Time limit of a lookup or session"), m_timeout);
    form->addRow(QString(), m_mailServers);
    form->addRow(QString(), m_deep);
    form->addRow(tr("Check all &domains"), m_watch);
    form->addRow(tr("&Keep reports"), m_retention);
    form->addRow(tr("&Archive"), m_archive);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    m_apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_resolver, &QLineEdit::textChanged, this, &PreferencesDialog::judge);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    judge();
}

void PreferencesDialog::judge()
{
    const bool isGood = isResolver(m_resolver->text().trimmed());
    m_fault->setText(isGood ? QString()
                            : tr("The resolver is no IP address. Write 192.0.2.53, or 192.0.2.53@5353 with a port."));
    m_fault->setVisible(!isGood);
    m_apply->setEnabled(isGood);
}

Preferences PreferencesDialog::chosen() const
{
    Preferences all;
    all.resolver = m_resolver->text().trimmed();
    all.archive = m_archive->text().trimmed();
    all.timeoutSeconds = m_timeout->value();
    all.watchHours = m_watch->value();
    all.retentionDays = m_retention->value();
    all.mailServers = m_mailServers->isChecked();
    all.deep = m_deep->isChecked();
    return all;
}

} // namespace ui
