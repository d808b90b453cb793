// SPDX-License-Identifier: GPL-3.0-or-later
// Report files for tests: JSON of reports that differ by their number, and mails around them.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace support {

/// A report of one policy without failures; a different `number` is another report, a different `ok` other content.
inline QByteArray reportJson(int number, int ok = 5)
{
    const QByteArray id = QByteArray::number(number);
    return R"({"organization-name":"Sender","date-range":{"start-datetime":"2024-08-20T00:00:00Z",)"
           R"("end-datetime":"2024-08-20T23:59:59Z"},"contact-info":"tls@sender.example","report-id":"r)" +
           id +
           R"(","policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1","mode: enforce",)"
           R"("mx: mx.receiver.example","max_age: 86400"],"policy-domain":"receiver.example",)"
           R"("mx-host":["mx.receiver.example"]},"summary":{"total-successful-session-count":)" +
           QByteArray::number(ok) +
           R"(,"total-failure-session-count":1},"failure-details":[{"result-type":)"
           R"("certificate-expired","sending-mta-ip":"192.0.2.1","receiving-mx-hostname":"mx.receiver.example",)"
           R"("failed-session-count":1}]}]})";
}

inline QByteArray reportMail(const QByteArray &gzip)
{
    return "From: tls@sender.example\r\nTo: tlsrpt@receiver.example\r\nTLS-Report-Domain: receiver.example\r\n"
           "TLS-Report-Submitter: sender.example\r\nSubject: Report Domain: receiver.example\r\nMIME-Version: 1.0\r\n"
           "Content-Type: multipart/report; report-type=tlsrpt; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n"
           "\r\nA report.\r\n--b\r\nContent-Type: application/tlsrpt+gzip\r\nContent-Transfer-Encoding: base64\r\n"
           "Content-Disposition: attachment; "
           "filename=\"sender.example!receiver.example!1724112000!1724198399.json.gz\"\r\n\r\n" +
           gzip.toBase64() + "\r\n--b--\r\n";
}

} // namespace support
