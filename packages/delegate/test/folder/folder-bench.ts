import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock, type ManualClock } from '@hanzo/testkit';
import { openDelegations, type DelegationKey, type Delegations } from '../../src/index.ts';
import { AT } from './new-delegation.ts';

/** Each step is on the disk before the next one: thousands of them would have a slow disk make the tests wait. */
const MEMORY = '/dev/shm';

/** The secret of a home. */
export function keyOf(home = 'a home'): DelegationKey {
  const secret = Buffer.from(home);
  return { read: () => secret, make: () => secret };
}

/** A workspace with a folder of delegations, removed in the end. */
export interface FolderBench extends Disposable {
  readonly workspace: string;
  readonly folder: string;
  readonly clock: ManualClock;
  /** What was told. */
  readonly warnings: string[];
  open(key?: DelegationKey): Promise<Delegations>;
  names(): readonly string[];
  read(name: string): string;
}

export function folderBench(): FolderBench {
  const workspace = realpathSync(mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'hanzo-delegations-')));
  const folder = join(workspace, '.autonomous_runs/openai_delegations');
  const clock = manualClock(AT);
  const warnings: string[] = [];
  return {
    workspace,
    folder,
    clock,
    warnings,
    open: (key = keyOf()) =>
      openDelegations(folder, { clock, key, workspace, warn: (sentence) => warnings.push(sentence) }),
    names: () => readdirSync(folder).toSorted(),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    [Symbol.dispose]: () => rmSync(workspace, { recursive: true, force: true }),
  };
}
