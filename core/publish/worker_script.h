// SPDX-License-Identifier: GPL-3.0-or-later
// A program for Cloudflare's Workers that serves one policy, byte for byte, at its one path (RFC 8461 §3.3), and knows
// nothing else. A program that is read back is believed only when it is exactly what would be written for the policy in
// it: whatever somebody changed by hand is not ours.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace publish {

/// The policy is UTF-8, as every policy that a sender accepts.
QByteArray workerScript(const QString &policyHost, const QByteArray &policy);
/// The policy in a program, which may lie in other text (a part of a multipart message); nothing: it is not ours.
std::optional<QByteArray> policyInWorker(const QString &policyHost, const QByteArray &text);

} // namespace publish
