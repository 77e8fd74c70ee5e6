/**
 * Writes which packages each preset of an MCP server installs (packages/mcp/src/presets/install/locks): asks npm once, and keeps
 * versions, hashes and who needs whom. To be run when a version in packages.ts changes, and looked over like any lockfile.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_NAMES, PACKAGES } from '../packages/mcp/src/presets/install/packages.ts';

/** What a server needs and brings only as an option, among others that nobody here needs. */
const BESIDES: Readonly<Record<string, Readonly<Record<string, string>>>> = { dbhub: { pg: '8.23.1' } };

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
}

function keptOf({ version, integrity, dependencies }: Locked): Locked {
  return JSON.parse(JSON.stringify({ version, integrity, dependencies })) as Locked;
}

for (const name of PACKAGE_NAMES) {
  const { npm, version } = PACKAGES[name];
  const dependencies = { [npm]: version, ...BESIDES[name] };
  const folder = mkdtempSync(join(tmpdir(), 'hanzo-lock-'));
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const args = [
      'install',
      '--package-lock-only',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--omit-lockfile-registry-resolved',
    ];
    execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, Locked>;
    };
    const kept = Object.entries(packages).flatMap(([path, locked]): readonly (readonly [string, Locked])[] => {
      if (path === '') return [['', { dependencies }]];
      if (locked.optional === true) return [];
      return [[path, keptOf(locked)]];
    });
    const target = new URL(`../packages/mcp/src/presets/install/locks/${name}.json`, import.meta.url);
    writeFileSync(target, `${JSON.stringify({ lockfileVersion: 3, packages: Object.fromEntries(kept) }, null, 2)}\n`);
    process.stdout.write(`${name}: ${kept.length - 1} packages\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
