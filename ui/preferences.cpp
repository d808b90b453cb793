// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences.h"

#include "base/ip_address.h"

#include <QSettings>

#include <algorithm>

namespace ui {

namespace {

constexpr int timeoutMost = 600, watchMost = 24 * 30, retentionMost = 36'500;

/// Everything that is kept, by name: `visit` reads or writes it.
template <class P, class Visit>
void eachMember(P &preferences, Visit visit)
{
    visit("check/resolver", preferences.resolver);
    visit("check/timeout-seconds", preferences.timeoutSeconds);
    visit("check/mail-servers", preferences.mailServers);
    visit("check/deep", preferences.deep);
    visit("check/watch-hours", preferences.watchHours);
    visit("reports/retention-days", preferences.retentionDays);
    visit("archive/dsn", preferences.archive);
}

} // namespace

Preferences Preferences::load()
{
    const QSettings settings;
    Preferences read;
    eachMember(read, [&settings]<class T>(const char *key, T &value) {
        const QVariant kept = settings.value(QLatin1String(key));
        if (kept.canConvert<T>())
            value = kept.value<T>();
    });
    // Settings are a file that anybody can edit.
    read.timeoutSeconds = std::clamp(read.timeoutSeconds, 0, timeoutMost);
    read.watchHours = std::clamp(read.watchHours, 0, watchMost);
    read.retentionDays = std::clamp(read.retentionDays, 0, retentionMost);
    if (!isResolver(read.resolver))
        read.resolver.clear();
    return read;
}

void Preferences::save() const
{
    QSettings settings;
    eachMember(*this, [&settings](const char *key, const auto &value) {
        settings.setValue(QLatin1String(key), QVariant::fromValue(value));
    });
}

io::InspectOptions Preferences::applied(io::InspectOptions options) const
{
    options.smtp = mailServers;
    options.deep = deep;
    if (timeoutSeconds > 0)
        options.timeoutMs = timeoutSeconds * 1000;
    return options;
}

bool isResolver(const QString &text)
{
    if (text.isEmpty())
        return true;
    const qsizetype at = text.indexOf(u'@');
    bool isNumber = true;
    const int port = at < 0 ? 53 : text.mid(at + 1).toInt(&isNumber);
    return isNumber && port > 0 && port < 65'536 && base::IpAddress::parse(text.left(at)).has_value();
}

} // namespace ui
