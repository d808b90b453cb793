// SPDX-License-Identifier: GPL-3.0-or-later
// Asks what the makers of hosting places publish about their configuration files: JSON schemas, types and readers.
//   check_bundle.mjs TARGET FOLDER
// Standard output: a JSON list of what is wrong with the bundle.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load, place, require } from './packages.mjs';

const [target, folder] = process.argv.slice(2);
const read = name => readFileSync(`${folder}/${name}`, 'utf8');

function bySchema(name, schemaName) {
  const { [schemaName.startsWith('@azure') ? 'draft-04' : 'default']: Ajv } =
    { 'draft-04': require('ajv-draft-04').default, default: require('ajv').default };
  const ajv = new Ajv({ strict: false, allErrors: true });
  require('ajv-formats').default(ajv);
  const valid = ajv.compile(JSON.parse(readFileSync(place + 'documents/' + schemaName)));
  return valid(JSON.parse(read(name))) ? [] : valid.errors.map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
}

function byType(name, module, type) {
  const { $schema, ...value } = JSON.parse(read(name));
  const checked = spawnSync(process.execPath, [fileURLToPath(new URL('check_types.mjs', import.meta.url))],
                            { input: JSON.stringify([{ module, type, value }]), encoding: 'utf8' });
  return checked.status ? [checked.stderr] : JSON.parse(checked.stdout)[0];
}

async function byNetlify() {
  const { resolveConfig } = await load('@netlify/config');
  const { config, headers } = await resolveConfig({ cwd: folder, repositoryRoot: folder, offline: true, mode: 'require', buffer: true,
                                                    context: 'production', branch: 'main', featureFlags: {} });
  const values = (headers ?? config.headers).find(rule => rule.for === '/.well-known/mta-sts.txt')?.values ?? {};
  return [...values['Content-Type'] === 'text/plain; charset=utf-8' ? [] : ['no Content-Type for the policy'],
          ...config.build.publish === `${folder}/public` ? [] : ['another folder is published: ' + config.build.publish]];
}

const byDockerfile = () => require('dockerfile-utils').validate(read('Dockerfile')).map(({ message }) => message);

const checks = {
  firebase: () => bySchema('firebase.json', 'firebase-tools/schema/firebase-config.json'),
  'azure-static-web-apps': () => bySchema('public/staticwebapp.config.json',
                                          '@azure/static-web-apps-cli/schema/staticwebapp.config.json'),
  'cloudflare-worker': () => bySchema('wrangler.json', 'wrangler/config-schema.json'),
  'cloudflare-pages': () => bySchema('wrangler.json', 'wrangler/config-schema.json'),
  vercel: () => byType('vercel.json', '@vercel/config/v1/types', 'VercelConfig'),
  netlify: byNetlify,
  'cloud-run': byDockerfile,
};
console.log(JSON.stringify(await checks[target]()));
