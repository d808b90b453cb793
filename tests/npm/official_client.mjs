// SPDX-License-Identifier: GPL-3.0-or-later
// Speaks with a DNS company's interface by the company's own client.
//   official_client.mjs COMPANY BASE < WISH
// WISH is JSON: {} or {"put": SET}, a set [name, type, ttl, values] that replaces the one with its name and type. Prints what stands in
// the zone acme.test then, as JSON: a sorted list of such sets, names without the final dot, values as the company writes them.
import http from 'node:http';
import https from 'node:https';
import { load, require, standardInput } from './packages.mjs';

const zone = 'acme.test';
const [company, base] = process.argv.slice(2);

// Single records, put together by name and type.
function setsOf(records) {
  const sets = new Map();
  for (const { name, type, ttl, value } of records) {
    const key = name + ' ' + type;
    sets.set(key, sets.get(key) ?? [name, type, ttl, []]);
    sets.get(key)[3].push(value);
  }
  return [...sets.values()];
}

async function cloudflare() {
  const { default: Cloudflare } = await load('cloudflare');
  const client = new Cloudflare({ apiToken: 'good', baseURL: base + '/client/v4', maxRetries: 0 });
  const zones = [];
  for await (const each of client.zones.list({ name: zone }))
    zones.push(each);
  const zone_id = zones[0].id;
  const all = async wanted => {
    const out = [];
    for await (const record of client.dns.records.list({ zone_id, ...wanted }))
      out.push(record);
    return out;
  };
  return {
    list: async () => setsOf((await all({})).map(({ name, type, ttl, content }) => ({ name, type, ttl, value: content }))),
    put: async ([name, type, ttl, values]) => {
      const old = (await all({ name: { exact: name } })).filter(record => record.name === name && record.type === type);
      await client.dns.records.batch({ zone_id, deletes: old.map(({ id }) => ({ id })),
                                       posts: values.map(content => ({ name, type, ttl, content })) });
    },
  };
}

async function google() {
  const { DNS } = require('@google-cloud/dns');
  const { GoogleAuth, OAuth2Client } = createRequireOf('@google-cloud/common')('google-auth-library');
  const user = new OAuth2Client();
  user.setCredentials({ access_token: 'good' });
  const dns = new DNS({ projectId: 'my-project', authClient: new GoogleAuth({ authClient: user, projectId: 'my-project' }) });
  dns.baseUrl = base + '/dns/v1';
  const [zones] = await dns.getZones({ dnsName: zone + '.' });
  const managed = zones.find(each => each.metadata.visibility === 'public');
  return {
    list: async () => (await managed.getRecords())[0].map(({ type, metadata, data }) =>
      [metadata.name.slice(0, -1), type, metadata.ttl, data]),
    put: async ([name, type, ttl, data]) => {
      const [old] = await managed.getRecords({ name: name + '.', type });
      await managed.createChange({ delete: old.filter(record => record.type === type),
                                   add: managed.record(type.toLowerCase(), { name: name + '.', ttl, data }) });
    },
  };
}

async function route53() {
  const { ChangeResourceRecordSetsCommand, ListHostedZonesByNameCommand, ListResourceRecordSetsCommand, Route53Client } =
    await load('@aws-sdk/client-route-53');
  const client = new Route53Client({ endpoint: base, region: 'us-east-1', maxAttempts: 1,
                                     credentials: { accessKeyId: 'AKIDGOOD', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' } });
  const { HostedZones } = await client.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
  const HostedZoneId = HostedZones.find(each => !each.Config.PrivateZone).Id;
  const all = async first => (await client.send(new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName: first })))
    .ResourceRecordSets.filter(set => set.ResourceRecords);
  return {
    list: async () => (await all(zone + '.')).map(({ Name, Type, TTL, ResourceRecords }) =>
      [Name.slice(0, -1), Type, TTL, ResourceRecords.map(record => record.Value)]).filter(([, type]) => type !== 'SOA'),
    put: async ([name, type, ttl, values]) => {
      const old = (await all(name + '.')).filter(set => set.Name === name + '.' && set.Type === type);
      const set = { Name: name + '.', Type: type, TTL: ttl, ResourceRecords: values.map(Value => ({ Value })) };
      const Changes = [...old.map(each => ({ Action: 'DELETE', ResourceRecordSet: each })),
                       { Action: 'CREATE', ResourceRecordSet: set }];
      await client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
    },
  };
}

async function ovh() {
  // The client speaks TLS to a port that is not part of the signed address; here something in front of the interface ends it.
  https.request = (options, done) => http.request({ ...options, host: '127.0.0.1', port: new URL(base).port,
    headers: { ...options.headers, Host: options.host, 'X-Forwarded-Proto': 'https' } }, done);
  const client = require('@ovhcloud/node-ovh')({ endpoint: 'ovh-eu', appKey: 'application-key-1',
                                                 appSecret: 'application-secret-77', consumerKey: 'consumer-good' });
  const call = (method, path, body = {}) => client.requestPromised(method, `/domain/zone/${zone}${path}`, body);
  const all = async () => Promise.all((await call('GET', '/record')).map(id => call('GET', `/record/${id}`)));
  return {
    list: async () => setsOf((await all()).map(({ subDomain, fieldType, ttl, target }) =>
      ({ name: `${subDomain}.${zone}`, type: fieldType, ttl, value: target }))),
    put: async ([name, type, ttl, values]) => {
      const subDomain = name.slice(0, -zone.length - 1);
      for (const record of (await all()).filter(each => each.subDomain === subDomain && each.fieldType === type))
        await call('DELETE', `/record/${record.id}`);
      for (const target of values)
        await call('POST', '/record', { fieldType: type, subDomain, target, ttl });
      await call('POST', '/refresh');
    },
  };
}

function createRequireOf(name) {
  const { createRequire } = require('node:module');
  return createRequire(require.resolve(name));
}

const wish = await standardInput();
const dns = await { cloudflare, google, route53, ovh }[company]();
if (wish.put)
  await dns.put(wish.put);
console.log(JSON.stringify((await dns.list()).map(([name, type, ttl, values]) => [name, type, ttl, [...values].sort()]).sort()));
