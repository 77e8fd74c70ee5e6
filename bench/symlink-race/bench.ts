/**
 * Question: do tools ever read or write outside the workspace while somebody puts links in the place of its folders? A thread does so
 * again and again for 60 s (`--seconds N`). Beside them: what looks at the real path first, then opens it.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { raceLinks, type Racer } from '../../test/support/race-links.ts';
import { printTable } from '../table.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });

/** Looks where a path leads, and opens it by its name afterwards. */
const checkedRead: Racer = ({ root }) => {
  const file = join(root, 'src/a.txt');
  if (!realpathSync(file).startsWith(root + sep)) throw new Error('outside');
  return Promise.resolve(readFileSync(file, 'utf8'));
};
const checkedWrite: Racer = ({ root }, round) => {
  const file = join(root, 'src/a.txt');
  if (!realpathSync(file).startsWith(root + sep)) throw new Error('outside');
  writeFileSync(file, `text of the workspace, ${round}`);
  return Promise.resolve('written');
};

const race = await raceLinks(Number(values.seconds) * 1_000, {
  'realpath, then read': checkedRead,
  'realpath, then write': checkedWrite,
});
const head = ['what', 'tries', 'got through', 'refused', 'escapes'];
const rows = [...race.kinds].map(([kind, { tries, through, refused, escapes }]) => [
  kind,
  ...[tries, through, refused, escapes].map(String),
]);
printTable(head, rows);
console.log(`\nThe folder was a link ${race.swaps} times.`);
