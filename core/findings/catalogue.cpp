// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"

#include <QHash>
#include <QMetaEnum>

namespace findings {

std::span<const CatalogueEntry> catalogue(Subject subject)
{
    switch (subject) {
    case Subject::Domain: return domainCatalogue();
    case Subject::StsRecord: return stsRecordCatalogue();
    case Subject::PolicyHost: return policyHostCatalogue();
    case Subject::Policy: return policyCatalogue();
    case Subject::MxCoverage: return mxCoverageCatalogue();
    case Subject::MailServer: return mailServerCatalogue();
    case Subject::Dane: return daneCatalogue();
    case Subject::TlsrptRecord: return tlsrptRecordCatalogue();
    case Subject::Google: return googleCatalogue();
    case Subject::Posture: return postureCatalogue();
    }
    return {};
}

namespace {

struct Place
{
    const CatalogueEntry *entry = nullptr;
    Subject subject = Subject::Domain;
};

const QHash<FindingId, Place> &index()
{
    static const QHash<FindingId, Place> places = [] {
        QHash<FindingId, Place> all;
        const QMetaEnum subjects = QMetaEnum::fromType<Subject>();
        for (int i = 0; i < subjects.keyCount(); ++i)
            for (const CatalogueEntry &entry : catalogue(Subject(subjects.value(i))))
                all.insert(entry.id, {&entry, Subject(subjects.value(i))});
        return all;
    }();
    return places;
}

Finding make(FindingId id, Status status)
{
    const CatalogueEntry &entry = entryOf(id);
    Finding finding;
    finding.id = id;
    finding.status = status;
    finding.severity = status == Status::Pass ? Severity::Ok : entry.severity;
    finding.effect = status == Status::Fail ? entry.effect : Effect::None;
    if (status == Status::Fail)
        finding.resultType = QLatin1String(entry.resultType);
    return finding;
}

} // namespace

const CatalogueEntry &entryOf(FindingId id)
{
    static const CatalogueEntry none{FindingId::DomainNotFound, Severity::Error, Effect::None, {}};
    const Place place = index().value(id);
    Q_ASSERT_X(place.entry, "findings::entryOf", "every FindingId stands in a catalogue");
    return place.entry ? *place.entry : none;
}

Subject subjectOf(FindingId id)
{
    return index().value(id).subject;
}

Finding failed(FindingId id)
{
    return make(id, Status::Fail);
}
Finding passed(FindingId id)
{
    return make(id, Status::Pass);
}
Finding unknown(FindingId id)
{
    return make(id, Status::Unknown);
}

} // namespace findings
