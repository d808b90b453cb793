// SPDX-License-Identifier: GPL-3.0-or-later
// Stands before a web interface on loopback and lets by what its published description (OpenAPI) allows: requests, as Prism reads them,
// and answers. What is not described comes back as 422, an answer that is not described as 500; both say why.
//   description_proxy.mjs DOCUMENT UPSTREAM
// DOCUMENT is a path in build/npm/documents. Prints its port.
import { readFileSync } from 'node:fs';
import { place, require } from './packages.mjs';

const { createLogger } = require('@stoplight/prism-core');
const { getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const { createServer } = require('@stoplight/prism-http-server');

const [name, upstream] = process.argv.slice(2);
const document = JSON.parse(readFileSync(place + 'documents/' + name));

// The path of the server belongs to the requests here, and Google refuses names that it does not know.
const prefix = new URL(document.servers[0].url).pathname.replace(/\/$/, '');
document.paths = Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [prefix + path, item]));
document.servers = [{ url: '/' }];
for (const schema of Object.values(document.components.schemas))
  if (schema.properties)
    schema.additionalProperties ??= false;

const server = createServer(await getHttpOperationsFromSpec(document), {
  cors: false,
  config: { isProxy: true, upstream: new URL(upstream), validateRequest: true, validateResponse: true, checkSecurity: true,
            errors: true, mock: { dynamic: false } },
  components: { logger: createLogger('proxy', { level: 'silent' }) },
});
console.log(new URL(await server.listen(0, '127.0.0.1')).port);
