/**
 * Question: how long until a tool of each preset is called for the first time, and what does a preset take to install (time, disk)?
 * The installation needs npm's registry, or what npm kept of it.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { silentLogger } from '@hanzo/contracts';
import { installedPackage } from '../../packages/mcp/src/presets/install/installed-package.ts';
import { PACKAGE_NAMES, PACKAGES } from '../../packages/mcp/src/presets/install/packages.ts';
import { openPreset, startSite, temporaryFolder } from '../../packages/mcp/test/presets/open-preset.ts';
import { startPostgres } from '../../packages/mcp/test/presets/postgres-server.ts';
import { median, printTable, type Cells } from '../table.ts';

const ROUNDS = 7;
const SPEC = `openapi: 3.0.0
info: { title: Shop, version: '1' }
paths:
  /items: { get: { operationId: getItem, responses: { '200': { description: ok } } } }
`;

interface Tried {
  readonly preset: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

async function startsOf({ preset, parameters, tool, input }: Tried, dsn: string): Promise<Cells> {
  const opened: number[] = [];
  const first: number[] = [];
  const second: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    using home = temporaryFolder();
    await using open = await openPreset(preset, parameters, home.path, { DATABASE_URL: dsn });
    opened.push(open.openedMs);
    for (const times of [first, second]) {
      const start = performance.now();
      const { failed = false, text } = await open.call(tool, input);
      if (failed) throw new Error(`${preset}: ${text}`);
      times.push(performance.now() - start);
    }
  }
  return [preset, tool, ...[opened, first, second].map((times) => median(times).toFixed(0))];
}

async function installationOf(name: (typeof PACKAGE_NAMES)[number]): Promise<Cells> {
  using home = temporaryFolder();
  const { npm, version, lock } = PACKAGES[name];
  const { packages } = await lock();
  const signal = AbortSignal.timeout(300_000);
  const options = { packagesFolder: home.path, environment: process.env, signal, log: silentLogger, beside: null };
  const start = performance.now();
  const { code } = await installedPackage(PACKAGES[name], options);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const [megabytes = ''] = execFileSync('du', ['-sm', code], { encoding: 'utf8' }).split('\t');
  return [`${npm} ${version}`, String(Object.keys(packages).length - 1), seconds, megabytes];
}

using folder = temporaryFolder();
const file = join(folder.path, 'shop.db');
new DatabaseSync(file).exec('CREATE TABLE item (name TEXT)');
const spec = join(folder.path, 'shop.yaml');
writeFileSync(spec, SPEC);
await using site = await startSite((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<h1>Tea</h1>');
});
await using database = await startPostgres();

const sql = { tool: 'execute_sql', input: { sql: 'SELECT 1' } };
const tried: readonly Tried[] = [
  { preset: 'browser', parameters: {}, tool: 'browser_navigate', input: { url: site.url } },
  { preset: 'sqlite', parameters: { file }, ...sql },
  { preset: 'postgres', parameters: {}, ...sql },
  { preset: 'fetch', parameters: { private: 'yes' }, tool: 'fetch_url', input: { url: site.url } },
  { preset: 'openapi', parameters: { url: site.url, spec }, tool: 'get-item', input: {} },
];
const starts: Cells[] = [];
for (const each of tried) starts.push(await startsOf(each, database.dsn));
printTable(['preset', 'first tool called', 'open, ms', 'first call, ms', 'second call, ms'], starts);
console.log();
const installations: Cells[] = [];
for (const name of PACKAGE_NAMES) installations.push(await installationOf(name));
printTable(['package', 'with others', 'installed in, s', 'MB on disk'], installations);
