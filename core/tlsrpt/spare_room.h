// SPDX-License-Identifier: GPL-3.0-or-later
// Room for the bytes of one unpacked thing. New memory for each of them costs more than to unpack and read most
// reports: the pages have to be made and cleared first. So the room of what nobody kept serves for the next thing of
// the thread.
#pragma once

#include <QByteArray>

namespace tlsrpt {

/// Zeros that stand behind every unpacked text, because parsers read over its end (simdjson's padding).
inline constexpr qsizetype spareBytes = 64;

/// Some room from before, or none: its size and bytes mean nothing.
QByteArray takeRoom();

/// Gives `room` back. What is shared stays with those who keep it, and what is very large is freed.
void giveRoom(QByteArray &&room);

/// Makes room for `size` bytes and those behind them; what stood there may be lost.
void makeRoom(QByteArray &room, qsizetype size);

/// Ends the bytes at `size` and puts the zeros behind them, for which makeRoom() or a resize() has made room.
void endAt(QByteArray &room, qsizetype size);

} // namespace tlsrpt
