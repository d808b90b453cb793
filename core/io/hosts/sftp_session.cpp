// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/sftp_session.h"

#include "io/hosts/private_key_file.h"

#include <QCryptographicHash>
#include <QFile>
#include <QUrl>

#include <algorithm>
#include <array>
#include <curl/curl.h>

namespace io {
namespace {

using Done = ProviderResult<void>;

struct CodeRow
{
    CURLcode number;
    const char *code;
};

constexpr std::array codes{
    CodeRow{CURLE_COULDNT_RESOLVE_HOST, "unreachable"},
    CodeRow{CURLE_COULDNT_CONNECT, "unreachable"},
    CodeRow{CURLE_OPERATION_TIMEDOUT, "timeout"},
    CodeRow{CURLE_ABORTED_BY_CALLBACK, "cancelled"},
    CodeRow{CURLE_LOGIN_DENIED, "bad-login"},
    CodeRow{CURLE_REMOTE_ACCESS_DENIED, "no-permission"},
    CodeRow{CURLE_REMOTE_FILE_NOT_FOUND, "absent-place"},
    CodeRow{CURLE_REMOTE_DISK_FULL, "no-space"},
    CodeRow{CURLE_FILESIZE_EXCEEDED, "too-long"},
    CodeRow{CURLE_WRITE_ERROR, "too-long"}, // our own refusal to take more
    CodeRow{CURLE_SEND_ERROR, "cut"},
    CodeRow{CURLE_RECV_ERROR, "cut"},
    CodeRow{CURLE_SSH, "cut"},
    CodeRow{CURLE_GOT_NOTHING, "cut"},
    CodeRow{CURLE_FAILED_INIT, "cut"}, // no banner, or no agreement on a cipher
    CodeRow{CURLE_PARTIAL_FILE, "cut"},
};

/// What the server sent, up to a limit.
struct Sink
{
    QByteArray bytes;
    qint64 limit = 0;
};

size_t take(char *data, size_t size, size_t count, void *sink)
{
    auto *into = static_cast<Sink *>(sink);
    const size_t length = size * count;
    if (into->bytes.size() + qint64(length) > into->limit)
        return 0;
    into->bytes.append(data, qsizetype(length));
    return length;
}

struct Source
{
    const QByteArray &bytes;
    qsizetype at = 0;
};

size_t give(char *data, size_t size, size_t count, void *source)
{
    auto *from = static_cast<Source *>(source);
    const qsizetype part = std::min(from->bytes.size() - from->at, qsizetype(size * count));
    std::copy_n(from->bytes.constData() + from->at, part, data);
    from->at += part;
    return size_t(part);
}

int mayGoOn(void *stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::stop_token *>(stop)->stop_requested() ? 1 : 0;
}

/// As ssh-keygen -l shows it.
QString fingerprint(const curl_khkey &key)
{
    const QByteArray bytes = key.len == 0 ? QByteArray::fromBase64(key.key) : QByteArray(key.key, qsizetype(key.len));
    return QStringLiteral("SHA256:") +
           QString::fromLatin1(
               QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64(QByteArray::OmitTrailingEquals));
}

int accept(CURL *, const curl_khkey *, const curl_khkey *found, curl_khmatch match, void *refusal)
{
    if (match == CURLKHMATCH_OK)
        return CURLKHSTAT_FINE;
    static_cast<ProviderError *>(refusal)->code =
        QLatin1String(match == CURLKHMATCH_MISMATCH ? "host-key-changed" : "host-key-unknown");
    static_cast<ProviderError *>(refusal)->detail = fingerprint(*found);
    return CURLKHSTAT_REJECT;
}

struct FreeList
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List listOf(const QByteArrayList &words)
{
    curl_slist *list = nullptr;
    for (const QByteArray &word : words)
        list = curl_slist_append(list, word.constData());
    return List(list);
}

bool isText(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

base::Result<SftpPlace> SftpPlace::parse(const QString &text)
{
    const QUrl url(QStringLiteral("sftp://") + text, QUrl::StrictMode);
    SftpPlace place{url.userName(QUrl::FullyDecoded), url.host(), url.port(22), {}};
    QString path = url.path(QUrl::FullyDecoded);
    if (!url.password().isEmpty())
        return base::failure("password-in-place");
    if (!url.isValid() || url.hasQuery() || url.hasFragment() || place.user.isEmpty() || place.host.isEmpty() ||
        path.isEmpty() || !isText(path) || !isText(place.user))
        return base::failure("bad-place");
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path == QLatin1String("/~") || path.startsWith(QLatin1String("/~/")))
        path.replace(0, 2, QStringLiteral("."));
    place.folder = path.toUtf8();
    return place;
}

QString SftpPlace::description() const
{
    return QStringLiteral("%1 (%2@%3)").arg(QString::fromUtf8(folder), user, host);
}

QByteArray SftpPlace::urlOf(const QByteArray &path) const
{
    QUrl url;
    url.setScheme(QStringLiteral("sftp"));
    url.setHost(host);
    url.setPort(port);
    // libcurl drops the first slash and takes "/~/" for the home
    url.setPath((path.startsWith('/') ? QString() : QStringLiteral("/~/")) + QString::fromUtf8(path),
                QUrl::DecodedMode);
    return url.toEncoded();
}

struct SftpSession::Private
{
    explicit Private(SftpOptions given)
        : options(std::move(given)), isKey(options.secret.bytes().startsWith("-----BEGIN ")), handle(curl_easy_init())
    {
        if (isKey)
            key = std::make_unique<PrivateKeyFile>(options.secret);
    }
    ~Private() { curl_easy_cleanup(handle); }

    void prepare(const QByteArray &path, const std::stop_token &stop);
    void setCredentials();
    Done carryOut();

    SftpOptions options;
    bool isKey;
    std::unique_ptr<PrivateKeyFile> key;
    CURL *handle;
    std::array<char, CURL_ERROR_SIZE> words{};
    ProviderError refusal; ///< of the server's key
};

void SftpSession::Private::setCredentials()
{
    curl_easy_setopt(handle, CURLOPT_USERNAME, options.place.user.toUtf8().constData());
    if (isKey) {
        curl_easy_setopt(handle, CURLOPT_SSH_AUTH_TYPES, long(CURLSSH_AUTH_PUBLICKEY));
        curl_easy_setopt(handle, CURLOPT_SSH_PRIVATE_KEYFILE, key->name().constData());
    } else if (options.secret.isEmpty()) {
        curl_easy_setopt(handle, CURLOPT_SSH_AUTH_TYPES, long(CURLSSH_AUTH_AGENT));
    } else {
        curl_easy_setopt(handle, CURLOPT_SSH_AUTH_TYPES, long(CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD));
        curl_easy_setopt(handle, CURLOPT_PASSWORD, options.secret.bytes().constData());
    }
}

void SftpSession::Private::prepare(const QByteArray &path, const std::stop_token &stop)
{
    curl_easy_reset(handle); // the connection stays
    refusal = {};
    words.fill('\0');
    curl_easy_setopt(handle, CURLOPT_URL, options.place.urlOf(path).constData());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "sftp");
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(options.timeoutMs));
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, words.data());
    curl_easy_setopt(handle, CURLOPT_SSH_KNOWNHOSTS, QFile::encodeName(options.knownHosts).constData());
    curl_easy_setopt(handle, CURLOPT_SSH_KEYFUNCTION, accept);
    curl_easy_setopt(handle, CURLOPT_SSH_KEYDATA, &refusal);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, mayGoOn);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
    setCredentials();
}

Done SftpSession::Private::carryOut()
{
    if (!QFile(options.knownHosts).open(QIODevice::ReadOnly))
        return providerFailure("bad-known-hosts", options.knownHosts);
    const CURLcode result = curl_easy_perform(handle);
    if (result == CURLE_OK)
        return {};
    if (!refusal.code.isEmpty())
        return tl::unexpected(refusal);
    const QString said = options.secret.hiddenIn(QString::fromUtf8(words.data()));
    if (result == CURLE_QUOTE_ERROR) // of a command; the reason is in the words alone
        return providerFailure(said.contains(QLatin1String("ermission")) ? "no-permission" : "failed", said);
    const auto row =
        std::find_if(codes.begin(), codes.end(), [result](const CodeRow &r) { return r.number == result; });
    return providerFailure(row == codes.end() ? "failed" : row->code,
                           said.isEmpty() ? QString::fromUtf8(curl_easy_strerror(result)) : said);
}

SftpSession::SftpSession(SftpOptions options)
{
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(ready)
    d = std::make_unique<Private>(std::move(options));
}

SftpSession::~SftpSession() = default;

const SftpPlace &SftpSession::place() const
{
    return d->options.place;
}

ProviderResult<std::optional<QByteArray>> SftpSession::download(const QByteArray &path, qint64 limit,
                                                                std::stop_token stop)
{
    Sink sink{{}, limit};
    d->prepare(path, stop);
    curl_easy_setopt(d->handle, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(d->handle, CURLOPT_WRITEDATA, &sink);
    const Done done = d->carryOut();
    if (done)
        return sink.bytes.isNull() ? QByteArray("") : sink.bytes;
    if (done.error().code == QLatin1String("absent-place"))
        return std::optional<QByteArray>();
    return tl::unexpected(done.error());
}

Done SftpSession::upload(const QByteArray &path, const QByteArray &bytes, std::stop_token stop)
{
    Source source{bytes};
    d->prepare(path, stop);
    curl_easy_setopt(d->handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(d->handle, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(d->handle, CURLOPT_READDATA, &source);
    curl_easy_setopt(d->handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.size()));
    return d->carryOut();
}

Done SftpSession::command(const QByteArrayList &commands, std::stop_token stop)
{
    const List list = listOf(commands);
    d->prepare(d->options.place.folder + '/', stop); // a folder whose list is not asked for
    curl_easy_setopt(d->handle, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(d->handle, CURLOPT_QUOTE, list.get());
    return d->carryOut();
}

QByteArray SftpSession::quoted(const QByteArray &path)
{
    return '"' + QByteArray(path).replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

} // namespace io
