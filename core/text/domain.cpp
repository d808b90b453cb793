// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <QtGlobal>

namespace text {

namespace {

using enum findings::FindingId;

// What can only be unknown has a title that continues "Not known: ".
constexpr Entry table[] = {
    {DomainNotFound, QT_TRANSLATE_NOOP("text", "The domain {domain} does not exist"),
     QT_TRANSLATE_NOOP(
         "text",
         "The DNS says that there is no such name. Nobody can send mail to it, and nothing below it can be found."),
     QT_TRANSLATE_NOOP("text",
                       "Check the spelling of {domain}. If it is right, check at the registrar that the registration "
                       "has not run out and that the name servers of the domain are entered there."),
     QT_TRANSLATE_NOOP("text", "The domain exists")},
    {DomainLookupFailed, QT_TRANSLATE_NOOP("text", "the MX records of {domain}, because the lookup failed"),
     QT_TRANSLATE_NOOP("text", "The resolver gave no usable answer ({reason}). Senders that see the same keep their "
                               "mail queued and try again; they do not take it for the absence of MX records."),
     QT_TRANSLATE_NOOP("text",
                       "Check that all name servers of {domain} answer questions for MX, over UDP and TCP, then check "
                       "again. If other domains fail as well, the fault is with the resolver {resolver}.")},
    {DomainBogus, QT_TRANSLATE_NOOP("text", "The DNSSEC signatures of {domain} are wrong"),
     QT_TRANSLATE_NOOP("text", "Validation of the MX records failed ({reason}). Every sender whose resolver validates "
                               "DNSSEC gets no answer at all and cannot deliver mail to this domain."),
     QT_TRANSLATE_NOOP(
         "text",
         "Renew the signatures of the zone. If the keys were changed, or the domain moved to name servers that do not "
         "sign, change the DS record at the registrar to the new key, or remove it until the zone is signed again.")},
    {DomainWithoutMail, QT_TRANSLATE_NOOP("text", "{domain} receives no mail"),
     QT_TRANSLATE_NOOP("text", "The domain has a null MX, or neither MX records nor an address. An MTA-STS policy and "
                               "TLS reporting only concern mail that is received, so they do nothing here."),
     QT_TRANSLATE_NOOP("text",
                       "If {domain} is meant to receive mail, publish its MX records. If it is not, the single record "
                       "\"MX 0 .\" tells every sender so, and neither an MTA-STS record nor a TLS reporting record is "
                       "needed.")},
    {ResolverUnreachable,
     QT_TRANSLATE_NOOP("text", "anything about {domain}, because the resolver {resolver} does not answer"),
     QT_TRANSLATE_NOOP("text",
                       "Not one question got an answer ({reason}), so nothing about {domain} could be judged. Either "
                       "the network or the resolver is at fault here, or all name servers of the domain are dead."),
     QT_TRANSLATE_NOOP("text", "Check the network connection and the resolver {resolver}, or check again with another "
                               "resolver (--resolver ADDRESS).")},
    {DnssecNotValidated,
     QT_TRANSLATE_NOOP("text", "whether {domain} is signed, because DNSSEC is not validated from here"),
     QT_TRANSLATE_NOOP("text", "Answers were taken as the resolver {resolver} gave them ({reason}). Whether the zone "
                               "is signed, and whether DANE applies, cannot be told. MTA-STS does not need DNSSEC."),
     QT_TRANSLATE_NOOP("text", "Check with a resolver that passes DNSSEC records on, for example --resolver 9.9.9.9, "
                               "if the DANE verdict matters."),
     QT_TRANSLATE_NOOP("text", "DNS answers are validated with DNSSEC")},
    {CheckCancelled, QT_TRANSLATE_NOOP("text", "what the check had not reached when it was stopped"),
     QT_TRANSLATE_NOOP("text", "What had been seen until then was judged; everything else is not known."),
     QT_TRANSLATE_NOOP("text", "Check {domain} again and let the check finish.")},
};

} // namespace

std::span<const Entry> domainTexts()
{
    return table;
}

} // namespace text
