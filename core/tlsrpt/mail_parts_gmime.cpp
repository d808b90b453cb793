// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mail_fields.h"
#include "tlsrpt/mail_parts.h"
#include "tlsrpt/spare_room.h"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

namespace tlsrpt {
namespace {

constexpr int multipartDepth = 32;

struct Unref
{
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void initialise()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

QByteArray bytesOf(GByteArray *array)
{
    QByteArray bytes;
    makeRoom(bytes, qsizetype(array->len));
    std::copy_n(array->data, array->len, bytes.data());
    endAt(bytes, qsizetype(array->len));
    return bytes;
}

/// What `write` puts into a stream in memory.
template <class Write>
QByteArray written(Write write)
{
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    write(stream.get());
    return bytesOf(g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get())));
}

std::string text(const char *maybe)
{
    return maybe ? std::string(maybe) : std::string();
}

std::string mediaTypeOf(GMimeObject *object)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (!type)
        return "text/plain";
    char *word = g_mime_content_type_get_mime_type(type);
    std::string lower = lowerCase(text(word));
    g_free(word);
    return lower;
}

void addLeaf(GMimeObject *object, MailParts &all)
{
    MailPart part;
    part.mediaType = mediaTypeOf(object);
    if (GMIME_IS_MESSAGE_PART(object)) {
        part.name = text(g_mime_object_get_disposition(object)
                             ? g_mime_object_get_content_disposition_parameter(object, "filename")
                             : nullptr);
        if (part.name.empty())
            part.name = text(g_mime_object_get_content_type_parameter(object, "name"));
        if (GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)))
            part.bytes =
                written([&](GMimeStream *to) { g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, to); });
    } else if (GMIME_IS_PART(object)) {
        part.name = text(g_mime_part_get_filename(GMIME_PART(object)));
        if (GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(object)))
            part.bytes = written([&](GMimeStream *to) { g_mime_data_wrapper_write_to_stream(content, to); });
    }
    all.parts.push_back(std::move(part));
}

void collect(GMimeObject *object, int depth, MailParts &all)
{
    if (!object || depth > multipartDepth)
        return;
    if (!GMIME_IS_MULTIPART(object))
        return addLeaf(object, all);
    GMimeMultipart *multipart = GMIME_MULTIPART(object);
    for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i)
        collect(g_mime_multipart_get_part(multipart, i), depth + 1, all);
}

/// Whether the body has the line that ends the multipart. GMime reads on without it and does not tell.
bool hasLastBoundary(std::string_view mail, GMimeObject *root)
{
    const std::string boundary = text(g_mime_object_get_content_type_parameter(root, "boundary"));
    return mail.find("--" + boundary + "--") != mail.npos;
}

} // namespace

MailParts gmimeMailParts(std::string_view mail)
{
    initialise();
    MailParts all;
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(mail.data(), mail.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    if (mail.starts_with("From "))
        g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MBOX);
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    GMimeObject *root = message ? g_mime_message_get_mime_part(message.get()) : nullptr;
    if (!root)
        return all;
    all.mediaType = mediaTypeOf(root);
    all.reportType = lowerCase(text(g_mime_object_get_content_type_parameter(root, "report-type")));
    all.unterminated = GMIME_IS_MULTIPART(root) && !hasLastBoundary(mail, root);
    collect(root, 0, all);
    return all;
}

} // namespace tlsrpt
