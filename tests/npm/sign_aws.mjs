// SPDX-License-Identifier: GPL-3.0-or-later
// Signs requests with Amazon's library for JavaScript, as tests/support/sign_aws.py does with the one for Python: the same input and
// output.
import { createHash, createHmac } from 'node:crypto';
import { load, standardInput } from './packages.mjs';

const { SignatureV4 } = await load('@smithy/signature-v4');

class Sha256 {
  constructor(key) { this.hash = key ? createHmac('sha256', key) : createHash('sha256'); }
  update(data) { this.hash.update(data); }
  async digest() { return new Uint8Array(this.hash.digest()); }
}

const listed = text => [...new URLSearchParams(text)].reduce((query, [name, value]) => {
  query[name] = name in query ? [query[name], value].flat() : value;
  return query;
}, {});

async function sign({ method, url, body, id, secret, region, service, time }) {
  const { host, pathname, search } = new URL(url);
  const signer = new SignatureV4({ credentials: { accessKeyId: id, secretAccessKey: secret }, region, service, sha256: Sha256,
                                   applyChecksum: false });
  const [year, month, day, hour, minute, second] = time.match(/^(\d{4})|\d{2}/g);
  const signed = await signer.sign({ method, protocol: 'https:', hostname: host, path: pathname, headers: { host }, body,
                                     query: listed(search.replaceAll('+', '%2B')) },
                                   { signingDate: new Date(Date.UTC(year, month - 1, day, hour, minute, second)) });
  return signed.headers.authorization;
}

console.log(JSON.stringify(await Promise.all((await standardInput()).map(sign))));
