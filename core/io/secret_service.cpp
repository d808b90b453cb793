// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/secret_service.h"

#ifdef SIGILLO_SECRET_SERVICE
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QMap>
#endif

namespace io {

#ifdef SIGILLO_SECRET_SERVICE
namespace {

constexpr int patienceMs = 1'000; // it has just answered somebody else
const QString busName = QStringLiteral("org.freedesktop.secrets");

} // namespace

SecretService secretService()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return SecretService::Absent;
    return bus.interface()->isServiceRegistered(busName) ? SecretService::Present : SecretService::Absent;
}

bool holdsLockedSecret(const QString &service, const QString &name)
{
    using Attributes = QMap<QString, QString>;
    qDBusRegisterMetaType<Attributes>();
    if (secretService() != SecretService::Present)
        return false;
    QDBusMessage call =
        QDBusMessage::createMethodCall(busName, QStringLiteral("/org/freedesktop/secrets"),
                                       QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("SearchItems"));
    const Attributes attributes{{QStringLiteral("server"), service}, {QStringLiteral("user"), name}}; // QtKeychain's
    call << QVariant::fromValue(attributes);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(call, QDBus::Block, patienceMs);
    constexpr int lockedItems = 1; // behind those that are unlocked
    return reply.type() == QDBusMessage::ReplyMessage &&
           !qdbus_cast<QList<QDBusObjectPath>>(reply.arguments().value(lockedItems)).isEmpty();
}
#else
SecretService secretService()
{
    return SecretService::Silent;
}

bool holdsLockedSecret(const QString &service, const QString &name)
{
    Q_UNUSED(service)
    Q_UNUSED(name)
    return false;
}
#endif

} // namespace io
