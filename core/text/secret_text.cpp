// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/secret_text.h"

#include "text/coded_sentence.h"

#include <array>

namespace text {
namespace {

using Row = CodedSentence;

constexpr std::array rows{
    Row{"absent",
        QT_TRANSLATE_NOOP("text", "The keychain holds no secret of this name. sigillo-cli secret set puts one "
                                  "in.")},
    Row{"locked",
        QT_TRANSLATE_NOOP("text", "The keychain is locked and was not opened, or does not let this program in. "
                                  "Unlock it and try again.")},
    Row{"refused", QT_TRANSLATE_NOOP("text", "The keychain was asked, and its owner refused.")},
    Row{"no-keychain", QT_TRANSLATE_NOOP("text", "This session has no keychain. On a server, keep the secret in a file "
                                                 "that only its owner can read, or in the environment.")},
    Row{"timeout",
        QT_TRANSLATE_NOOP("text", "The keychain did not answer in time. It may be waiting for its password in "
                                  "a window of its own.")},
    Row{"cancelled", QT_TRANSLATE_NOOP("text", "Stopped while the keychain was asked.")},
    Row{"bad-name", QT_TRANSLATE_NOOP("text", "The name of a secret is 1 to 255 printable ASCII characters, without "
                                              "blanks.")},
    Row{"failed", QT_TRANSLATE_NOOP("text", "The keychain failed.")},
};

} // namespace

QString secretSentence(const QString &code)
{
    const QString sentence = sentenceIn(rows, code);
    return sentence.isEmpty() ? code : sentence;
}

} // namespace text
