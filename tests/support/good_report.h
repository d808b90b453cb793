// SPDX-License-Identifier: GPL-3.0-or-later
// A well-formed report, compact and in the order that formatReport() writes.
#pragma once

#include <QByteArray>

inline const QByteArray good =
    R"({"organization-name":"Company-X","date-range":{"start-datetime":"2026-03-02T00:00:00Z",)"
    R"("end-datetime":"2026-03-02T23:59:59Z"},"contact-info":"r@company-x.example",)"
    R"("report-id":"42@company-x.example","policies":[{"policy":{"policy-type":"sts",)"
    R"("policy-string":["version: STSv1","mode: testing","mx: mx1.acme.example","max_age: 86400"],)"
    R"("policy-domain":"acme.example","mx-host":["mx1.acme.example"]},)"
    R"("summary":{"total-successful-session-count":17,"total-failure-session-count":5},)"
    R"("failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.9",)"
    R"("receiving-mx-hostname":"mx1.acme.example","receiving-mx-helo":"mx1.acme.example",)"
    R"("receiving-ip":"2001:db8::25","failed-session-count":5,)"
    R"("additional-information":"https://company-x.example/42",)"
    R"("failure-reason-code":"X509_V_ERR_CERT_HAS_EXPIRED"}]}]})";
