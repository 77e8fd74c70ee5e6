/**
 * Does one act on a home and kills itself before the nth change to the file system: `killed-child.ts <n> <act> <home>
 * [<invite text> <welcome file>]`. Exits 0 when the act took fewer changes.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { systemClock } from '@hanzo/contracts';
import { partsOf } from './homes.ts';

const CHANGES = ['linkSync', 'renameSync', 'rmSync', 'writeSync', 'openSync', 'mkdirSync', 'writeFileSync'] as const;

const [lethal = '0', act = '', home = '', text = '', welcomeFile = ''] = process.argv.slice(2);
let changes = 0;
for (const name of CHANGES) {
  const original = fs[name] as (...values: unknown[]) => unknown;
  const counted = (...values: unknown[]): unknown => {
    changes += 1;
    if (changes === Number(lethal)) process.kill(process.pid, 'SIGKILL');
    return original(...values);
  };
  Object.assign(fs, { [name]: counted });
}
syncBuiltinESMExports();

const { createMesh, Joining, Membership, parseInvite } = await import('../src/index.ts');
const parts = partsOf(home, systemClock);
switch (act) {
  case 'join': {
    const statements = fs.readFileSync(welcomeFile, 'utf8').split('\n');
    const joining = Joining.start(parts, parseInvite(text), 'joiner');
    joining.complete({ statements: statements.map((line) => Buffer.from(line, 'base64')) })[Symbol.dispose]();
    break;
  }
  case 'found':
    createMesh(parts, { meshName: 'team', memberName: 'founder', grantTtlMs: 86_400_000, fence: true })[
      Symbol.dispose
    ]();
    break;
  default:
    Membership.forget(parts.paths);
}
