// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/arc.h"

#include "base/sha256.h"
#include "tlsrpt/dkim_signature.h"
#include "tlsrpt/transfer_encoding.h"

#include <algorithm>
#include <array>

namespace tlsrpt {
namespace {

constexpr std::size_t chainBytes = 512 * 1024; // every seal hashes all sets below it
constexpr std::size_t resultsBytes = 8192;

enum Part { Results, Message, Seal };
constexpr std::array<std::string_view, 3> partNames{"arc-authentication-results", "arc-message-signature", "arc-seal"};

std::optional<Part> partOf(std::string_view name)
{
    for (const Part part : {Results, Message, Seal})
        if (sameWord(name, partNames[part]))
            return part;
    return std::nullopt;
}

/// i= of any of the three; results are a tag list only up to their first ";" (§4.1.1).
std::optional<int> instanceOf(Part part, std::string_view value)
{
    const auto tags = dkimTags(part == Results ? value.substr(0, value.find(';')) : value);
    const auto instance = tags ? decimal(tagValue(*tags, "i").value_or(std::string_view())) : std::nullopt;
    return instance && *instance > 0 ? std::optional(int(std::min<std::int64_t>(*instance, arcSets + 1)))
                                     : std::nullopt;
}

/// The fields of the sets, by i= and part.
class Collection
{
public:
    explicit Collection(const MailHeader &header) : m_header(header) {}

    ArcFault collect()
    {
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < m_header.fields.size(); ++i) {
            const MailField &field = m_header.fields[i];
            const auto part = partOf(field.name);
            if (!part)
                continue;
            bytes += field.whole.size();
            if (const ArcFault fault = bytes > chainBytes ? ArcFault::TooLarge : place(*part, i);
                fault != ArcFault::None)
                return fault;
        }
        return ArcFault::None;
    }

    int size() const { return int(m_places.size()); }
    bool isComplete(int instance) const
    {
        return std::ranges::all_of(m_places[std::size_t(instance - 1)], [](const auto &at) { return at.has_value(); });
    }
    std::size_t index(int instance, Part part) const { return *m_places[std::size_t(instance - 1)][part]; }
    const MailField &field(int instance, Part part) const { return m_header.fields[index(instance, part)]; }

private:
    ArcFault place(Part part, std::size_t index)
    {
        const auto instance = instanceOf(part, m_header.fields[index].value);
        if (!instance)
            return ArcFault::Malformed;
        if (*instance > arcSets)
            return ArcFault::TooLarge;
        if (*instance > size())
            m_places.resize(std::size_t(*instance));
        std::optional<std::size_t> &at = m_places[std::size_t(*instance - 1)][part];
        if (at)
            return ArcFault::Incomplete;
        at = index;
        return ArcFault::None;
    }

    const MailHeader &m_header;
    std::vector<std::array<std::optional<std::size_t>, 3>> m_places;
};

/// §4.1.3; `below` is the canonical text of all fields that the seal covers besides itself.
ArcFault readSeal(const MailField &field, int instance, const std::string &below, DkimSignature &s)
{
    const auto tags = dkimTags(field.value);
    const auto value = [&tags](std::string_view name) { return tagValue(*tags, name).value_or(std::string_view()); };
    if (!tags || tagValue(*tags, "h") || value("d").empty() || value("s").empty() || value("b").empty())
        return ArcFault::Malformed;
    if (value("cv") != (instance == 1 ? "none" : "pass"))
        return ArcFault::ChainStatus;
    s.domain = s.identityDomain = lowerCase(withoutBlanks(value("d")));
    s.selector = withoutBlanks(value("s"));
    s.fault = readAlgorithm(value("a"), s);
    s.signature = decoded(value("b"), TransferEncoding::Base64);
    s.headerDigest = base::sha256(below + withoutSignature(field, *tags, Canonicalisation::Relaxed));
    return ArcFault::None;
}

ArcFault readSets(const Collection &fields, ArcChain &chain)
{
    std::string covered; // §5.1.1: set by set, results, signature, seal, always relaxed
    for (chain.instance = 1; chain.instance <= fields.size(); ++chain.instance) {
        const int i = chain.instance;
        if (!fields.isComplete(i))
            return ArcFault::Incomplete;
        const std::string results = unfolded(fields.field(i, Results).value, resultsBytes);
        chain.sets.push_back({results.substr(std::min(results.find(';'), results.size() - 1) + 1), {}});
        covered += canonicalField(fields.field(i, Results), Canonicalisation::Relaxed) +
                   canonicalField(fields.field(i, Message), Canonicalisation::Relaxed);
        const MailField &seal = fields.field(i, Seal);
        if (const ArcFault fault = readSeal(seal, i, covered, chain.sets.back().seal); fault != ArcFault::None)
            return fault;
        covered += canonicalField(seal, Canonicalisation::Relaxed);
    }
    chain.instance = 0;
    return ArcFault::None;
}

} // namespace

ArcChain arcChain(QByteArrayView bytes)
{
    const std::string_view mail(bytes.data(), std::size_t(bytes.size()));
    const MailHeader header = mailHeader(mail);
    ArcChain chain;
    Collection fields(header);
    chain.fault = fields.collect();
    if (chain.fault == ArcFault::None)
        chain.fault = readSets(fields, chain);
    if (chain.fault != ArcFault::None || chain.sets.empty())
        return chain;
    chain.message = readSignature(header, mail, fields.index(fields.size(), Message), SignedAs::ArcMessage);
    // §4.1.2: what seals later cannot be signed before.
    if (std::ranges::find(chain.message.signedFields, partNames[Seal]) != chain.message.signedFields.end())
        chain.message.fault = DkimFault::Malformed;
    return chain;
}

} // namespace tlsrpt
