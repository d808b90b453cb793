// SPDX-License-Identifier: GPL-3.0-or-later
// Where scripts/install_npm.sh has put packages. Exit status 77: it has not.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const place = fileURLToPath(new URL('../../build/npm/', import.meta.url));
if (!existsSync(place + 'installed')) {
  console.error('the npm packages for tests are not installed (scripts/install_npm.sh)');
  process.exit(77);
}
export const require = createRequire(place + 'package.json');
export const load = name => import(pathToFileURL(require.resolve(name)));

export async function standardInput() {
  const chunks = [];
  for await (const chunk of process.stdin)
    chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}
