#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the corpus of TLS reports that speed is measured on: the same reports as .json, .json.gz and .eml, all of them in
one mbox, and in zip files of 2,000. The same arguments always make the same bytes.

The shapes and their frequencies follow reports that real senders publish: most count no failures, one in a thousand has
5,000 failure details, some have two policies, no zone in their dates, a null contact or no policy domain, and two in a
hundred come twice.

Usage: make_report_corpus.py [COUNT [FOLDER]]     20000 report-corpus
"""
import base64
import datetime
import gzip
import json
import os
import random
import sys
import zipfile

WORDS = ['acme', 'globex', 'initech', 'umbrella', 'hooli', 'stark', 'wayne', 'wonka', 'soylent', 'tyrell']
GOOGLE_MX = ['aspmx.l.google.com'] + [f'alt{n}.aspmx.l.google.com' for n in (1, 2, 3, 4)]
# Organization, contact, submitter, weight.
SENDERS = [
    ('Google Inc.', 'smtp-tls-reporting@google.com', 'google.com', 46),
    ('Microsoft Corporation', 'tlsrpt-noreply@microsoft.com', 'microsoft.com', 34),
    ('Mail.ru', 'tls_support@corp.mail.ru', 'mail.ru', 4),
    ('Comcast', 'reporting@comcast.example', 'comcast.net', 3),
    ('Mimecast', 'tls@mimecast.example', 'mimecast.com', 3),
    ('mx.postfix.example', 'smtp-tls-reporting@mx.postfix.example', 'mx.postfix.example', 6),
    ('stalwart.example', None, 'stalwart.example', 4),
]
RESULT_TYPES = {
    'starttls-not-supported': 6, 'certificate-host-mismatch': 10, 'certificate-expired': 9, 'certificate-not-trusted': 9,
    'validation-failure': 30, 'tlsa-invalid': 3, 'dnssec-invalid': 2, 'dane-required': 1, 'sts-policy-fetch-error': 20,
    'sts-policy-invalid': 6, 'sts-webpki-invalid': 4,
}
REASONS = [
    '', 'X509_V_ERR_CERT_HAS_EXPIRED', 'MX_HOSTS_MISMATCH', 'VALIDATION_FAILURE', 'bad https response code: 404',
    'remote error: tls: handshake failure',
    'unable to do http request: Get "https://mta-sts.acme0.example/.well-known/mta-sts.txt": context deadline exceeded '
    '(Client.Timeout exceeded while awaiting headers)',
]
MAIL_HEAD = '\r\n'.join([
    'Delivered-To: tlsrpt@%(dom)s',
    'Received: by 2002:a05:6402:1d4a:b0:5be:9bc2:21fb with SMTP id dz10csp1234567edb;',
    '        Tue, 20 Aug 2024 03:00:11 -0700 (PDT)',
    'ARC-Seal: i=1; a=rsa-sha256; t=1724148011; cv=none;',
    '        d=google.com; s=arc-20160816;',
    '        b=' + 'Ab3' * 22, '         ' + 'kQ9x' * 18, '         ' + 'Zz01' * 18, '         ' + 'pLmN' * 18 + '==',
    'ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20160816;',
    '        h=content-transfer-encoding:content-disposition:to:from:subject:message-id:tls-report-submitter:'
    'tls-report-domain:date:mime-version:dkim-signature;',
    '        bh=' + 'q' * 43 + '=;',
    '        b=' + 'xYz9' * 18, '         ' + 'AAbb' * 18,
    'Return-Path: <3abcDEFgKAGgTUXKVRe-YSZV-ZRY@smtp-tls-reporting.bounces.google.com>',
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;',
    '        d=%(sub)s; s=tlsrpt2024; t=1724148011; x=1724752811; darn=%(dom)s;',
    '        h=content-transfer-encoding:content-disposition:to:from:subject:message-id:tls-report-submitter:'
    'tls-report-domain:date:mime-version:from:to:cc:subject:date:message-id:reply-to;',
    '        bh=' + 'w' * 43 + '=;',
    '        b=' + 'nNmM' * 18, '         ' + 'oOpP' * 18, '         ' + 'rRsS' * 18 + '==',
    'MIME-Version: 1.0',
    'Date: Tue, 20 Aug 2024 03:00:11 -0700',
    'TLS-Report-Domain: %(dom)s',
    'TLS-Report-Submitter: %(sub)s',
    'Message-ID: <%(mid)s@%(sub)s>',
    'Subject: Report Domain: %(dom)s Submitter: %(sub)s Report-ID: <%(rid)s>',
    'From: noreply-smtp-tls-reporting@%(sub)s',
    'To: tlsrpt@%(dom)s',
    'Content-Type: multipart/report; boundary="=_b%(n)d"; report-type=tlsrpt',
    '',
    '--=_b%(n)d',
    'Content-Type: text/plain; charset="UTF-8"',
    '',
    'This is an aggregate TLS report from %(sub)s',
    '',
    '--=_b%(n)d',
    'Content-Type: %(ct)s; ',
    '\tname="%(fn)s"',
    'Content-Disposition: attachment; ',
    '\tfilename="%(fn)s"',
    'Content-Transfer-Encoding: base64',
    '', '',
])
FIRST_DAY = datetime.datetime(2024, 1, 1)


class Corpus:
    def __init__(self, count, folder):
        self.count, self.folder = count, folder
        self.random = random.Random(8460)
        self.domains = [f'{word}{n}.example' for n, word in enumerate(WORDS * 6)]
        self.mx = {domain: [f'mx{k}.{domain}' for k in (1, 2)] if self.random.random() < .5 else GOOGLE_MX
                   for domain in self.domains}
        self.recent = []  # what may come a second time
        self.oddities = {}
        self.bytes = dict(json=0, gz=0, eml=0)

    def note(self, oddity, times=1):
        self.oddities[oddity] = self.oddities.get(oddity, 0) + times

    def address(self):
        r = self.random
        if r.random() < .7:
            return f'209.85.{r.randint(128, 255)}.{r.randint(1, 254)}'
        return f'2a00:1450:4864:20::{r.randint(1, 0xffff):x}'

    def failure(self, domain, terse):
        r = self.random
        result = r.choices(list(RESULT_TYPES), RESULT_TYPES.values())[0]
        details = {'result-type': result}
        if terse and result.startswith('sts-'):
            details['failed-session-count'] = r.randint(1, 5)
            return details
        details['sending-mta-ip'] = self.address()
        details['receiving-ip'] = f'198.51.100.{r.randint(1, 254)}'
        details['receiving-mx-hostname'] = r.choice(self.mx[domain])
        if r.random() < .2:
            details['receiving-mx-helo'] = details['receiving-mx-hostname']
        details['failed-session-count'] = r.randint(1, 40)
        if reason := r.choice(REASONS):
            details['failure-reason-code'] = reason
        if r.random() < .05:
            details['additional-information'] = 'https://reports.example/info?id=' + str(r.randint(1, 10**9))
        return details

    def policy(self, domain, failures, microsoft):
        r = self.random
        kind = r.choices(['sts', 'tlsa', 'no-policy-found'], [70, 10, 20])[0]
        policy = {'policy-type': kind}
        if kind == 'sts':
            policy['policy-string'] = (['version: STSv1', 'mode: ' + r.choice(['testing', 'enforce', 'enforce'])]
                                       + ['mx: ' + host for host in self.mx[domain]]
                                       + ['max_age: ' + r.choice(['86400', '604800', '1209600'])])
        elif kind == 'tlsa':
            records = ['3 1 1 ' + '%064X' % r.getrandbits(256) for _ in range(2)]
            policy['policy-string'] = [json.dumps(records, separators=(',', ':'))] if microsoft else records
        policy['policy-domain'] = domain
        if kind == 'sts' and not microsoft and r.random() < .6:
            policy['mx-host'] = self.mx[domain] if r.random() < .95 else self.mx[domain][0]
        details = [self.failure(domain, microsoft) for _ in range(failures)]
        failed = sum(each['failed-session-count'] for each in details)
        succeeded = r.choices([r.randint(1, 20), r.randint(20, 5000)], [8, 2])[0]
        result = {'policy': policy, 'summary': {'total-successful-session-count': succeeded,
                                                'total-failure-session-count': failed}}
        if details or r.random() < .1:
            result['failure-details'] = details
        return result

    def failure_counts(self, number):
        """Of each policy."""
        r = self.random
        size = r.random()
        if number % 1000 == 500:
            self.note('5000')
            return [5000]
        if size < .72:
            return [0]
        if size < .90:
            return [r.randint(1, 5)]
        if size < .97:
            return [r.randint(0, 3), r.randint(0, 3)]
        if size < .995:
            return [r.randint(6, 40)]
        return [r.randint(50, 200)]

    def new_report(self, number):
        """The report, its domain, its submitter, its day."""
        r = self.random
        organization, contact, submitter, _ = r.choices(SENDERS, [sender[3] for sender in SENDERS])[0]
        microsoft = organization.startswith('Microsoft')
        domain = r.choice(self.domains)
        day = FIRST_DAY + datetime.timedelta(days=number * 365 // self.count)
        failures = self.failure_counts(number)
        start, end = day.strftime('%Y-%m-%dT00:00:00Z'), day.strftime('%Y-%m-%dT23:59:59Z')
        if organization in ('Mail.ru', 'stalwart.example'):
            end = (day + datetime.timedelta(days=1)).strftime('%Y-%m-%dT00:00:00Z')
        if microsoft and r.random() < .05:
            start, end = start[:-1], end[:-1]
            self.note('notz')
        report_id = (day.strftime('%Y-%m-%dT00:00:00Z_') + domain if organization == 'Google Inc.'
                     else '%d+%s' % (133000000000000000 + number * 86400, domain))
        report = {'organization-name': organization, 'date-range': {'start-datetime': start, 'end-datetime': end},
                  'contact-info': contact, 'report-id': report_id,
                  'policies': [self.policy(domain, count, microsoft) for count in failures]}
        if contact is None:
            self.note('nullcontact')
        if organization == 'mx.postfix.example' and r.random() < .3:
            for each in report['policies']:
                if each['policy']['policy-type'] == 'no-policy-found':
                    each['policy'].pop('policy-domain', None)
                    self.note('nodomain')
        made = (report, domain, submitter, day)
        if len(report['policies'][0].get('failure-details', [])) < 1000:
            self.recent = (self.recent + [made])[-500:]
        return made

    def write(self, kind, name, data):
        with open(f'{self.folder}/{kind}/{name}', 'wb') as file:
            file.write(data)
        self.bytes[kind] += len(data)

    def mail(self, number, made, file_name, data, compressed):
        report, domain, submitter, _ = made
        values = dict(dom=domain, sub=submitter, mid=f'm{number}.{self.random.getrandbits(64):x}', rid=report['report-id'],
                      n=number, fn=file_name + ('.gz' if compressed else ''),
                      ct='application/tlsrpt+gzip' if compressed else 'application/tlsrpt+json')
        body = base64.encodebytes(data).replace(b'\n', b'\r\n')
        return (MAIL_HEAD % values).encode() + body + b'\r\n--=_b%d--\r\n' % number

    def add(self, number, mbox, bundle):
        r = self.random
        again = self.recent and r.random() < .02
        made = r.choice(self.recent) if again else self.new_report(number)
        self.note('dup', 1 if again else 0)
        report, domain, submitter, day = made
        layout = dict(separators=(',', ':')) if r.random() < .9 else dict(indent=2)
        text = json.dumps(report, ensure_ascii=False, **layout).encode()
        packed = gzip.compress(text, 6, mtime=0)
        start = int(day.replace(tzinfo=datetime.timezone.utc).timestamp())
        file_name = f'{submitter}!{domain}!{start}!{start + 86399}!{number:06d}.json'
        self.write('json', f'{number:06d}.json', text)
        self.write('gz', f'{number:06d}.json.gz', packed)
        compressed = r.random() < .97
        message = self.mail(number, made, file_name, packed if compressed else text, compressed)
        self.write('eml', f'{number:06d}.eml', message)
        mbox.write(b'From noreply@google.com Tue Aug 20 03:00:11 2024\n' + message.replace(b'\r\n', b'\n') + b'\n')
        # A fixed date: a zip file notes when an entry was made.
        bundle.writestr(zipfile.ZipInfo(file_name, (2024, 8, 20, 3, 0, 10)), text, zipfile.ZIP_DEFLATED)

    def make(self):
        for kind in ('json', 'gz', 'eml', 'zip'):
            os.makedirs(f'{self.folder}/{kind}', exist_ok=True)
        with open(f'{self.folder}/all.mbox', 'wb') as mbox:
            for first in range(0, self.count, 2000):
                with zipfile.ZipFile(f'{self.folder}/zip/batch{first // 2000:02d}.zip', 'w') as bundle:
                    for number in range(first, min(first + 2000, self.count)):
                        self.add(number, mbox, bundle)
        manifest = {'n': self.count, 'bytes': self.bytes, 'oddities': self.oddities}
        with open(f'{self.folder}/MANIFEST.json', 'w', encoding='utf-8') as file:
            json.dump(manifest, file, indent=1)
        print(self.count, self.bytes, self.oddities)


if __name__ == '__main__':
    Corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 20000,
           sys.argv[2] if len(sys.argv) > 2 else 'report-corpus').make()
