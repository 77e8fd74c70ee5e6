import type { Detected, Detection, DetectionRoot } from './detection.ts';

/** Names of scripts that only look, in the order in which they are taken. What rewrites files is none of them. */
const SCRIPTS = {
  format: ['format:check', 'check:format', 'fmt:check', 'prettier:check', 'check-format'],
  lint: ['lint', 'lint:check', 'check:lint', 'eslint'],
  types: ['typecheck', 'type-check', 'types', 'check:types', 'check-types', 'tsc'],
  tests: ['test', 'tests', 'test:unit', 'unit'],
} as const;

const LOCKFILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
] as const;

/** They say what a package manager is, and what it runs before and instead of a script. */
const SETTINGS = [
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pnpmfile.cjs',
  '.pnpmfile.mjs',
  'pnpm-workspace.yaml',
  'bunfig.toml',
] as const;

/** What npm writes into a new package. */
const NO_TESTS = /no test specified/;

/** Scripts of package.json, by the package manager whose lockfile there is. */
export function detectNode(root: DetectionRoot): Detection {
  const json = recordOf(parsed(root.read('package.json')));
  const scripts = recordOf(json['scripts']);
  const manager = LOCKFILES.find(([file]) => root.has(file))?.[1] ?? 'npm';
  const commands: Partial<Record<keyof typeof SCRIPTS, Detected>> = {};
  for (const [name, wanted] of Object.entries(SCRIPTS) as [keyof typeof SCRIPTS, readonly string[]][]) {
    const script = wanted.find((one) => isUsable(scripts[one]));
    if (script === undefined) continue;
    const from = `package.json scripts[${JSON.stringify(script)}]: ${JSON.stringify(scripts[script])}`;
    commands[name] = { argv: [manager, 'run', script], from };
  }
  // A script may call any other one.
  const evidence = [JSON.stringify([json['scripts'], json['packageManager']])];
  return { commands, evidence: [...evidence, ...SETTINGS.map((file) => root.read(file) ?? '')] };
}

function isUsable(script: unknown): boolean {
  return typeof script === 'string' && script.trim() !== '' && !NO_TESTS.test(script);
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
