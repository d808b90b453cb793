// SPDX-License-Identifier: GPL-3.0-or-later
// Signature Version 4, with which requests to Amazon's services are signed (docs.aws.amazon.com, "Create a signed AWS
// API request"): a digest of the request in one canonical form, signed with a key that is derived from the secret for
// one day, one region and one service.
#pragma once

#include "io/secret.h"

#include <QDateTime>
#include <QUrl>

namespace io {

struct AwsKey
{
    QString id; ///< "AKIA…", no secret
    Secret secret;
};

struct AwsScope
{
    QByteArray region;  ///< "us-east-1"
    QByteArray service; ///< "route53"
};

/// The value of the Authorization header; host and x-amz-date are the headers that are signed.
QByteArray awsAuthorization(const QByteArray &method, const QUrl &url, const QByteArray &body, const AwsKey &key,
                            const AwsScope &scope, const QDateTime &now);
/// The value of x-amz-date: "20150830T123600Z".
QByteArray awsDate(const QDateTime &now);
/// The host as the Host header has it, with a port that is not the scheme's.
QByteArray awsHost(const QUrl &url);

} // namespace io
