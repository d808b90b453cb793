// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtpd_dialogue.h"

#include <cctype>

namespace lab {

namespace {

std::string everyByte()
{
    std::string bytes;
    for (int value = 0; value < 256; value++)
        bytes += static_cast<char>(value);
    return bytes + "\r\n";
}

std::string sixtyLines(const std::string &code, const std::string &words)
{
    std::string lines;
    for (int number = 0; number < 60; number++)
        lines += code + "-" + words + std::to_string(number) + " " + std::string(60, 'y') + "\r\n";
    return lines;
}

std::string verbOf(const std::string &command)
{
    std::string verb = command.substr(0, command.find(' '));
    for (char &letter : verb)
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    return verb;
}

Answer ehlo(const Listener &listener, bool overTls)
{
    if (listener.behaviour == Behaviour::EhloRejected)
        return {"502 5.5.1 Command not implemented\r\n", Then::Listen};
    if (listener.behaviour == Behaviour::CloseAtEhlo)
        return {"", Then::Close};
    if (overTls && listener.behaviour == Behaviour::RejectAfterTls)
        return {"421 4.3.2 Not now\r\n", Then::Close};
    std::string text = "250-" + listener.address + " greets you\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n";
    if (listener.behaviour == Behaviour::Multiline)
        text += sixtyLines("250", "X-LAB-");
    if (listener.behaviour != Behaviour::NoStartTls && !overTls)
        text += "250-STARTTLS\r\n";
    return {text + "250 8BITMIME\r\n", Then::Listen};
}

Answer startTls(const Listener &listener)
{
    const std::string ready = "220 Ready to start TLS\r\n";
    if (listener.behaviour == Behaviour::NoStartTls)
        return {"502 5.5.1 Command not implemented\r\n", Then::Listen};
    if (listener.behaviour == Behaviour::StartTls454)
        return {"454 4.7.0 TLS not available due to temporary reason\r\n", Then::Listen};
    if (listener.behaviour == Behaviour::StartTls501)
        return {"501 5.5.4 No parameters allowed\r\n", Then::Listen};
    if (listener.behaviour == Behaviour::CloseAtStartTls)
        return {"", Then::Close};
    if (listener.behaviour == Behaviour::CloseTls)
        return {ready, Then::Close};
    if (listener.behaviour == Behaviour::StallTls)
        return {ready, Then::Ignore};
    if (listener.behaviour == Behaviour::Garbage)
        return {ready, Then::Jabber};
    if (listener.behaviour == Behaviour::Inject)
        return {ready + "250-injected.before.tls\r\n250 STARTTLS\r\n", Then::Handshake};
    return {ready, Then::Handshake};
}

} // namespace

Answer greeting(const Listener &listener)
{
    const std::string proper = "220 " + listener.address + " ESMTP lab_smtpd\r\n";
    if (listener.behaviour == Behaviour::Silent)
        return {"", Then::Ignore};
    if (listener.behaviour == Behaviour::CloseAtOnce)
        return {"", Then::Close};
    if (listener.behaviour == Behaviour::Reject554)
        return {"554 5.7.1 No SMTP service here\r\n", Then::Close};
    if (listener.behaviour == Behaviour::Reject421)
        return {"421 4.3.2 Service not available, try later\r\n", Then::Close};
    if (listener.behaviour == Behaviour::NotSmtp)
        return {"SSH-2.0-OpenSSH_9.2\r\n", Then::Listen};
    if (listener.behaviour == Behaviour::Binary)
        return {everyByte(), Then::Listen};
    if (listener.behaviour == Behaviour::EndlessBanner)
        return {sixtyLines("220", "still going "), Then::Repeat};
    if (listener.behaviour == Behaviour::LongLine)
        return {"220 " + std::string(1'000'000, 'x') + "\r\n", Then::Listen};
    if (listener.behaviour == Behaviour::Multiline)
        return {sixtyLines("220", "lab line ") + proper, Then::Listen};
    return {proper, Then::Listen};
}

Answer reply(const Listener &listener, const std::string &command, bool overTls)
{
    const std::string verb = verbOf(command);
    if (verb == "EHLO")
        return ehlo(listener, overTls);
    if (verb == "HELO")
        return {"250 " + listener.address + "\r\n", Then::Listen};
    if (verb == "NOOP" || verb == "RSET")
        return {"250 OK\r\n", Then::Listen};
    if (verb == "QUIT")
        return {"221 Bye\r\n", Then::Close};
    if (verb == "STARTTLS" && !overTls)
        return startTls(listener);
    return {"502 5.5.2 Command not recognized\r\n", Then::Listen};
}

} // namespace lab
