import { parseArgs } from 'node:util';
import { HanzoError } from '@hanzo/contracts';
import { LOCAL_SIZE, type RoleWishes } from './rows/roles.ts';

export interface Flags {
  /** Files and folders. */
  readonly paths: readonly string[];
  readonly folds: number;
  readonly seed: number;
  /** Samples of the bootstrap. */
  readonly rounds: number;
  readonly json: boolean;
  readonly wishes: RoleWishes;
}

const OPTIONS = {
  folds: { type: 'string', default: '5' },
  seed: { type: 'string', default: '1' },
  bootstrap: { type: 'string', default: '1000' },
  strong: { type: 'string' },
  cheap: { type: 'string', multiple: true, default: [] as string[] },
  local: { type: 'string', multiple: true, default: [] as string[] },
  'local-size': { type: 'string', default: String(LOCAL_SIZE) },
  json: { type: 'boolean', default: false },
} as const;

export const USAGE = `npm run bench -- route <file or folder> … [--folds 5] [--seed 1] [--bootstrap 1000] [--strong <name>]
  [--cheap <name> …] [--local <name> …] [--local-size ${LOCAL_SIZE}] [--json]

Names are parts of model names, and may be given several times. Without --local the local models are those with open
weights and at most --local-size billion parameters, by their names.`;

/** @throws HanzoError USAGE */
export function parseFlags(words: readonly string[]): Flags {
  const { values, positionals } = parsed(words);
  return {
    paths: positionals,
    folds: whole('folds', values.folds, 2, 50),
    seed: whole('seed', values.seed, 0, 2 ** 31),
    rounds: whole('bootstrap', values.bootstrap, 40, 100_000),
    json: values.json,
    wishes: {
      strong: values.strong,
      cheap: values.cheap,
      local: values.local,
      localSize: whole('local-size', values['local-size'], 1, 10_000),
    },
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw new HanzoError('USAGE', cause instanceof Error ? cause.message : String(cause), { cause, mend: USAGE });
  }
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new HanzoError('USAGE', `--${flag} must be a whole number from ${least} to ${most}, not "${text}".`, {
    mend: USAGE,
  });
}
