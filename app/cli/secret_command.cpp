// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/hidden_input.h"
#include "cli/network_options.h"
#include "cli/secret_source.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "io/await.h"
#include "wiring_secrets.h"

namespace cli {
namespace {

Option timeoutOption()
{
    return {"timeout", Arity::Value, "SECONDS",
            QT_TRANSLATE_NOOP("Words", "How long to wait for the keychain, which may ask for its password.")};
}

std::unique_ptr<io::SecretStore> storeFor(const Arguments &arguments)
{
    return wiring::secretStore(timeoutOf(arguments).value_or(0));
}

/// The one word of the command; empty after a message when there is none, or when --timeout is wrong.
QString nameIn(const Arguments &arguments, const char *command)
{
    if (const auto timeout = timeoutOf(arguments); !timeout) {
        usageProblem(timeout.error(), command);
        return {};
    }
    if (arguments.operands().size() == 1 && !arguments.operands().first().isEmpty())
        return arguments.operands().first();
    usageProblem(Words::tr("Give the secret one name. The secret itself comes from standard input."), command);
    return {};
}

int outcome(const io::SecretResult<void> &done, const QString &success)
{
    message(done ? success : secretProblem(done.error()));
    return done ? Fine : Failed;
}

} // namespace

const Syntax &secretSetSyntax()
{
    static const Syntax syntax{
        "secret set",
        "NAME",
        QT_TRANSLATE_NOOP("Words", "Puts the first line of standard input into the keychain, for --secret-from "
                                   "keychain:NAME."),
        QT_TRANSLATE_NOOP("Words",
                          "What was kept under the name is replaced. At a terminal the line is not shown while "
                          "it is typed. Exit status 2: the keychain did not take it."),
        {timeoutOption(), helpOption()}};
    return syntax;
}

int runSecretSet(Arguments arguments)
{
    const QString name = nameIn(arguments, "secret set");
    if (name.isEmpty())
        return Usage;
    auto secret = readHiddenLine();
    if (!secret)
        return usageProblem(secret.error(), "secret set");
    const auto kept = std::make_shared<const io::Secret>(*std::move(secret));
    return outcome(io::await(storeFor(arguments)->write(name, kept, {})),
                   Words::tr("The keychain holds it now: --secret-from keychain:%1.").arg(name));
}

const Syntax &secretRemoveSyntax()
{
    static const Syntax syntax{"secret remove",
                               "NAME",
                               QT_TRANSLATE_NOOP("Words", "Removes a secret from the keychain."),
                               QT_TRANSLATE_NOOP("Words", "It is no error when there is none of this name. Exit status "
                                                          "2: the keychain did not let it go."),
                               {timeoutOption(), helpOption()}};
    return syntax;
}

int runSecretRemove(Arguments arguments)
{
    const QString name = nameIn(arguments, "secret remove");
    if (name.isEmpty())
        return Usage;
    return outcome(io::await(storeFor(arguments)->remove(name, {})),
                   Words::tr("The keychain holds no secret %1.").arg(name));
}

} // namespace cli
