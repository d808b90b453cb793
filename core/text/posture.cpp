// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <QtGlobal>

namespace text {

namespace {

using enum findings::FindingId;

constexpr Entry table[] = {
    {PostureSpf, QT_TRANSLATE_NOOP("text", "SPF of {domain}: {state}"),
     QT_TRANSLATE_NOOP("text", "SPF (RFC 7208) names the machines that may send mail with this domain as the envelope "
                               "sender. Without exactly one well-formed record that ends in \"-all\" or \"~all\" it "
                               "does not hold forgers off. It does not bear on MTA-STS."),
     QT_TRANSLATE_NOOP("text", "Publish exactly one TXT record at {domain} that names every sender and ends in "
                               "\"~all\" or \"-all\"; for Google Workspace alone it is \"v=spf1 "
                               "include:_spf.google.com ~all\". Correct or remove what the title names.")},
    {PostureDkim, QT_TRANSLATE_NOOP("text", "DKIM keys of {domain}: {state}"),
     QT_TRANSLATE_NOOP("text", "DKIM (RFC 6376) lets receivers verify that mail is signed by the domain. Keys cannot "
                               "be listed, so only the selectors in the title were asked for; the domain may sign with "
                               "another one. RSA keys should have 2048 bits. It does not bear on MTA-STS."),
     QT_TRANSLATE_NOOP("text", "In Google Workspace, generate a 2048-bit key in the Admin console (Apps > Google "
                               "Workspace > Gmail > Authenticate email), publish it at google._domainkey.{domain}, and "
                               "start authentication there. Replace keys that the title names as faulty.")},
    {PostureDmarc, QT_TRANSLATE_NOOP("text", "DMARC of {domain}: {state}"),
     QT_TRANSLATE_NOOP(
         "text",
         "DMARC (RFC 9989, before it RFC 7489) tells receivers what to do with mail that claims to come from this "
         "domain and proves it neither by SPF nor by DKIM. Without a well-formed record of policy quarantine or reject "
         "they deliver it. The record looked at is the one at {name}. It does not bear on MTA-STS."),
     QT_TRANSLATE_NOOP(
         "text",
         "Publish exactly one TXT record at _dmarc.{domain}: begin with \"v=DMARC1; p=none; rua=mailto:ADDRESS\", read "
         "the reports, then change p=none to p=quarantine and to p=reject, without sp=none, pct= and t=y.")},
    {PostureBimi, QT_TRANSLATE_NOOP("text", "BIMI of {domain}: {state}"),
     QT_TRANSLATE_NOOP("text", "BIMI, a draft, lets some mailbox providers show the logo of the domain beside mail "
                               "that passes a strict DMARC policy. It is optional and does not bear on MTA-STS."),
     QT_TRANSLATE_NOOP(
         "text", "Nothing needs to be changed. To show a logo, publish \"v=BIMI1; l=https://…/logo.svg; "
                 "a=https://…/certificate.pem\" at default._bimi.{domain}, once DMARC is at quarantine or reject.")},
};

} // namespace

std::span<const Entry> postureTexts()
{
    return table;
}

} // namespace text
