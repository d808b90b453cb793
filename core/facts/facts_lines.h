// SPDX-License-Identifier: GPL-3.0-or-later
// Facts as text in lines, each with its place in the document, to lay two looks side by side. Elements of a list go by
// what names them (host, address, selector), so that a list in another order does not differ in every line. How long
// something took, what an answer's remaining time was, and the date in a header differ at each look and say nothing:
// such lines are shown and not compared.
#pragma once

#include "facts/domain_facts.h"

#include <QStringList>

namespace facts {

struct Line
{
    QString text;            ///< indented JSON, control characters escaped
    QString place;           ///< "mx_hosts[mx1.example.it].probes[192.0.2.7].reached"; empty for a closing bracket
    bool isVolatile = false; ///< differs without a reason
};

QList<Line> linesOf(const DomainFacts &facts);

/// The numbers of those lines of `one` that the other does not have, or has with another text.
QList<int> linesThatDiffer(const QList<Line> &one, const QList<Line> &other);

/// The number of the line with that place, or else of the nearest place around it; 0 when there is none.
int lineAt(const QList<Line> &lines, QString place);

} // namespace facts
