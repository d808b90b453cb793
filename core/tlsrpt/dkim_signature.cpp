// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/dkim_signature.h"
#include "base/sha256.h"

#include "tlsrpt/domain_text.h"
#include "tlsrpt/transfer_encoding.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tlsrpt {
namespace {

constexpr std::size_t signaturesRead = 8; // more is an attack on our time, and the best sign once or twice
constexpr std::size_t fieldsSigned = 256;

struct Canonicalisations
{
    Canonicalisation header = Canonicalisation::Simple, body = Canonicalisation::Simple;
};

std::optional<Canonicalisation> canonicalisation(std::string_view word)
{
    if (word == "simple")
        return Canonicalisation::Simple;
    return word == "relaxed" ? std::optional(Canonicalisation::Relaxed) : std::nullopt;
}

/// c= (§3.5): the body's part may be left out and is "simple" then.
std::optional<Canonicalisations> canonicalisations(std::string_view value)
{
    const std::string text = lowerCase(withoutBlanks(value));
    const std::size_t slash = text.find('/');
    const auto header = canonicalisation(std::string_view(text).substr(0, slash));
    const auto body = slash == std::string::npos ? std::optional(Canonicalisation::Simple)
                                                 : canonicalisation(std::string_view(text).substr(slash + 1));
    return header && body ? std::optional(Canonicalisations{*header, *body}) : std::nullopt;
}

/// The tags of one signature and what they came from.
struct Reading
{
    const MailHeader &header;
    std::string_view mail;
    std::size_t index; ///< of the signature's field
    SignedAs form;
    std::vector<DkimTag> tags;
    Canonicalisations canonical;

    std::string_view value(std::string_view name) const { return tagValue(tags, name).value_or(std::string_view()); }
};

/// A time tag: absent is fine, anything but digits is not.
bool readTime(const Reading &r, std::string_view name, std::optional<std::int64_t> &time)
{
    const auto text = tagValue(r.tags, name);
    time = text ? decimal(*text) : std::nullopt;
    return !text || time.has_value();
}

bool readIdentity(const Reading &r, DkimSignature &s)
{
    s.identityDomain = s.domain;
    if (r.form == SignedAs::ArcMessage) // i= is the instance there
        return true;
    const std::string_view identity = r.value("i");
    const std::size_t at = identity.rfind('@');
    s.identityDomain = identity.empty() ? s.domain : lowerCase(identity.substr(at == identity.npos ? 0 : at + 1));
    return s.identityDomain == s.domain || isBelow(s.identityDomain, s.domain);
}

/// §6.1.1, in its order.
DkimFault readTags(Reading &r, DkimSignature &s)
{
    s.domain = lowerCase(withoutBlanks(r.value("d")));
    s.selector = withoutBlanks(r.value("s"));
    s.lengthLimited = tagValue(r.tags, "l").has_value();
    s.signedFields = colonList(r.value("h"));
    for (const char *required : {"a", "b", "bh", "d", "h", "s"})
        if (r.value(required).empty())
            return DkimFault::Malformed;
    const auto canonical = canonicalisations(tagValue(r.tags, "c").value_or("simple/simple"));
    const bool isVersion = r.form == SignedAs::ArcMessage || r.value("v") == "1";
    if (!isVersion || !canonical || !readTime(r, "t", s.signedAt) || !readTime(r, "x", s.expiresAt) ||
        !readIdentity(r, s) || s.signedFields.size() > fieldsSigned)
        return DkimFault::Malformed;
    if (s.signedAt && s.expiresAt && *s.expiresAt < *s.signedAt)
        return DkimFault::Malformed;
    r.canonical = *canonical;
    if (std::ranges::find(s.signedFields, "from") == s.signedFields.end())
        return DkimFault::FromNotSigned;
    return readAlgorithm(r.value("a"), s);
}

DkimFault checkBody(const Reading &r)
{
    const std::string body = canonicalBody(r.mail.substr(r.header.bodyAt), r.canonical.body);
    std::string_view hashed = body;
    if (const auto text = tagValue(r.tags, "l")) {
        const auto length = decimal(*text);
        if (!length)
            return DkimFault::Malformed;
        if (std::size_t(*length) > body.size())
            return DkimFault::BodyHash;
        hashed = hashed.substr(0, std::size_t(*length));
    }
    const QByteArray hash = base::sha256(hashed);
    const bool same = !hash.isEmpty() && hash == decoded(r.value("bh"), TransferEncoding::Base64);
    return same ? DkimFault::None : DkimFault::BodyHash;
}

/// §5.4.2: of fields with one name, the lowest that was not taken yet; a name without a field left is nothing.
std::string canonicalHeader(const Reading &r, const DkimSignature &s)
{
    std::vector<bool> taken(r.header.fields.size());
    taken[r.index] = true;
    std::string out;
    for (const std::string &name : s.signedFields) {
        for (std::size_t i = r.header.fields.size(); i-- > 0;) {
            if (taken[i] || !sameWord(r.header.fields[i].name, name))
                continue;
            taken[i] = true;
            out += canonicalField(r.header.fields[i], r.canonical.header);
            break;
        }
    }
    return out + withoutSignature(r.header.fields[r.index], r.tags, r.canonical.header);
}

} // namespace

DkimFault readAlgorithm(std::string_view text, DkimSignature &s)
{
    const std::string word = lowerCase(text);
    if (word == "rsa-sha256")
        s.algorithm = DkimAlgorithm::RsaSha256;
    else if (word == "ed25519-sha256")
        s.algorithm = DkimAlgorithm::Ed25519Sha256;
    else
        return word == "rsa-sha1" ? DkimFault::RsaSha1 : DkimFault::OtherAlgorithm;
    return DkimFault::None;
}

std::string withoutSignature(const MailField &field, const std::vector<DkimTag> &tags, Canonicalisation how)
{
    MailField own = field;
    const auto b = std::ranges::find(tags, std::string_view("b"), &DkimTag::name);
    std::string whole(own.whole);
    const std::size_t valueAt = std::size_t(own.value.data() - own.whole.data());
    whole.erase(valueAt + b->valueAt, b->end - b->valueAt);
    own.whole = whole;
    own.value = std::string_view(whole).substr(valueAt, own.value.size() - (b->end - b->valueAt));
    std::string canonical = canonicalField(own, how);
    canonical.resize(canonical.size() - 2);
    return canonical;
}

DkimSignature readSignature(const MailHeader &header, std::string_view mail, std::size_t index, SignedAs form)
{
    DkimSignature s;
    auto tags = dkimTags(header.fields[index].value);
    if (!tags) {
        s.fault = DkimFault::Malformed;
        return s;
    }
    Reading r{header, mail, index, form, std::move(*tags), {}};
    s.fault = readTags(r, s);
    if (s.fault == DkimFault::None)
        s.fault = checkBody(r);
    if (s.fault != DkimFault::None)
        return s;
    s.signature = decoded(r.value("b"), TransferEncoding::Base64);
    s.headerDigest = base::sha256(canonicalHeader(r, s));
    return s;
}

std::vector<DkimSignature> dkimSignatures(QByteArrayView bytes)
{
    const std::string_view mail(bytes.data(), std::size_t(bytes.size()));
    const MailHeader header = mailHeader(mail);
    std::vector<DkimSignature> all;
    for (std::size_t i = 0; i < header.fields.size() && all.size() < signaturesRead; ++i)
        if (sameWord(header.fields[i].name, "dkim-signature"))
            all.push_back(readSignature(header, mail, i, SignedAs::Dkim));
    return all;
}

} // namespace tlsrpt
