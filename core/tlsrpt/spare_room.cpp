// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/spare_room.h"

#include "base/limits.h"

#include <array>
#include <cstring>

namespace tlsrpt {
namespace {

// A packed and an unpacked thing, and one more for those inside each other.
struct Rooms
{
    std::array<QByteArray, 3> spare;
    std::size_t count = 0;
};
thread_local Rooms rooms;

} // namespace

QByteArray takeRoom()
{
    return rooms.count > 0 ? std::move(rooms.spare[--rooms.count]) : QByteArray();
}

void giveRoom(QByteArray &&room)
{
    if (room.isDetached() && room.capacity() <= limits::reportReaderKeeps && rooms.count < rooms.spare.size())
        rooms.spare[rooms.count++] = std::move(room);
}

void makeRoom(QByteArray &room, qsizetype size)
{
    if (room.capacity() < size + spareBytes || !room.isDetached())
        room = QByteArray(size + spareBytes, Qt::Uninitialized);
    else
        room.resize(size + spareBytes);
}

void endAt(QByteArray &room, qsizetype size)
{
    std::memset(room.data() + size, 0, spareBytes);
    room.resize(size);
}

} // namespace tlsrpt
