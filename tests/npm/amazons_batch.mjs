// SPDX-License-Identifier: GPL-3.0-or-later
// Has Amazon's own client say the changes of ChangeResourceRecordSets requests again. Standard input: a JSON list of XML bodies.
// Standard output: a JSON list of {method, path, body}, what the client would send to the zone Z1 for each.
import { load, require, standardInput } from './packages.mjs';

const { ChangeResourceRecordSetsCommand, Route53Client } = await load('@aws-sdk/client-route-53');
const { XMLParser } = require('fast-xml-parser');
const lists = new Set(['Change', 'ResourceRecord']);
const parser = new XMLParser({ isArray: name => lists.has(name), parseTagValue: false, trimValues: false });

const sent = [];
const client = new Route53Client({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, requestHandler: {
  handle: async ({ method, path, body }) => {
    sent.push({ method, path, body });
    return { response: { statusCode: 200, headers: {}, body: undefined } };
  },
} });

for (const xml of await standardInput()) {
  const { Changes } = parser.parse(xml).ChangeResourceRecordSetsRequest.ChangeBatch;
  const changes = Changes.Change.map(({ Action, ResourceRecordSet: set }) => ({ Action, ResourceRecordSet: {
    ...set, TTL: Number(set.TTL), ResourceRecords: set.ResourceRecords.ResourceRecord } }));
  await client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: 'Z1', ChangeBatch: { Changes: changes } }));
}
console.log(JSON.stringify(sent));
