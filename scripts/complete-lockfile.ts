/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out.
 *
 *   node scripts/complete-lockfile.ts           writes
 *   node scripts/complete-lockfile.ts --check   fails when some are missing
 *
 * npm writes only what its registry could deliver. A mirror that carries packages of one platform alone makes a
 * lockfile that `npm ci` then refuses everywhere ("Missing: … from lock file"). The entries added here have a version
 * and a platform and no integrity: npm skips them on other platforms, and fetches them by version on their own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { runScript } from './lib/run-script.ts';

const FILE = join(dirname(import.meta.dirname), 'package-lock.json');

interface LockEntry {
  readonly version?: string;
  readonly optional?: boolean;
  readonly dev?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Entries = Record<string, LockEntry>;

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
/** Where a package's name does not say its platform as Node does. */
const SPELLINGS: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/^@node-llama-cpp\/mac/, 'darwin'],
  [/^@node-llama-cpp\/win/, 'win32'],
  [/\/fsevents$|^fsevents$/, 'darwin'],
  [/armv7l|gnueabihf|musleabihf|-arm-eabi/, 'arm'],
];

function wordsOf(name: string): readonly string[] {
  const spelled = SPELLINGS.filter(([pattern]) => pattern.test(name)).map(([, word]) => word);
  return [...spelled, ...name.split(/[^A-Za-z0-9]+/)];
}

/** The platform that a package's name stands for; undefined when it is not told. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | undefined {
  const words = wordsOf(name);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (os === undefined) return undefined;
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : undefined;
  return { os: [os], ...(cpu !== undefined && { cpu: [cpu] }), ...(libc !== undefined && { libc: [libc] }) };
}

/** Node's rule: a dependency is found in the package's own node_modules, or in one above. */
function isThere(entries: Entries, from: string, name: string): boolean {
  const above = from.split('/node_modules/').map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return [`node_modules/${name}`, ...above.map((path) => `${path}/node_modules/${name}`)].some(
    (path) => path in entries,
  );
}

function missingOf(entries: Entries): Entries {
  const missing: Entries = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(entries)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      if (platform === undefined || isThere(entries, path, name)) continue;
      const version = range.replace(/^[~^]/, '');
      missing[`node_modules/${name}`] = { version, ...platform, ...(dev === true && { dev }), optional: true };
    }
  }
  return missing;
}

await runScript('complete-lockfile', () => {
  const lock = JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Entries };
  const missing = missingOf(lock.packages);
  const names = Object.keys(missing);
  if (process.argv.includes('--check')) {
    if (names.length === 0) return;
    throw new HanzoError('CONFIG_INVALID', `package-lock.json lacks ${names.length} packages, e.g. ${names[0]}.`, {
      mend: 'Run `node scripts/complete-lockfile.ts`.',
    });
  }
  const packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`);
  console.log(`complete-lockfile: ${names.length} packages added`);
});
