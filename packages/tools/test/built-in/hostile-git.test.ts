import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { CANARY, toolBench, type ToolBench } from './tool-bench.ts';

const LOOKS = [
  ['git_status', {}],
  ['git_log', {}],
  ['git_diff', {}],
  ['git_show', { commit: 'HEAD', path: 'private.txt' }],
  ['git_blame', { path: 'private.txt' }],
] as const;

function repository(text = 'one\n'): ToolBench {
  const at = toolBench({ 'private.txt': text });
  at.git('init', '--quiet', '--initial-branch=main');
  at.git('add', '.');
  at.git('commit', '--quiet', '-m', text.trim());
  return at;
}

/** None of its tools tells anything, but for why. */
async function refuses(at: ToolBench, words: string): Promise<void> {
  for (const [name, input] of LOOKS) {
    const { text, failed } = await at.call(name, input);
    expect([name, failed, text]).toEqual([name, true, expect.stringContaining(words)]);
    expect(text).not.toContain(CANARY);
  }
}

describe('a hostile repository', () => {
  it.each([
    ['no name', '""', '* filter=\n'],
    ['a name that is not UTF-8', '"\xff"', '* filter=\xff\n'],
    ['so many names that they are not all read', undefined, '* filter=evil\n'],
  ])(verifies('built-in.looks-only', 'with a filter of %s'), async (_, name, attributes) => {
    using at = repository();
    const ran = join(at.outside, 'ran');
    const program = `touch ${ran}; cat`;
    const config = join(at.root, '.git/config');
    if (name === undefined) {
      const long = 'x'.repeat(60_000);
      const many = Array.from({ length: 300 }, (__, index) => `[filter "${long}${index}"]\n\tclean = cat\n`).join('');
      appendFileSync(config, many);
    }
    appendFileSync(config, Buffer.from(`[filter ${name ?? '"evil"'}]\n\tclean = ${program}\n`, 'latin1'));
    writeFileSync(join(at.root, '.gitattributes'), Buffer.from(attributes, 'latin1'));
    writeFileSync(join(at.root, 'private.txt'), 'two\n');
    const { failed } = await at.call('git_status', {});
    expect([failed, existsSync(ran)]).toEqual([true, false]);
  });

  it(verifies('built-in.looks-only', 'that borrows or links what belongs elsewhere'), async () => {
    using victim = repository(`${CANARY}\n`);
    const id = victim.git('rev-parse', 'HEAD').trim();
    const objects = join(victim.root, '.git/objects');
    using borrowing = repository();
    writeFileSync(join(borrowing.root, '.git/objects/info/alternates'), `${objects}\n`);
    writeFileSync(join(borrowing.root, '.git/refs/heads/main'), `${id}\n`);
    await refuses(borrowing, 'borrows objects of another one');
    for (const part of ['refs/heads/main', `objects/${id.slice(0, 2)}`, 'packed-refs', 'logs/HEAD', 'info/exclude']) {
      using at = repository();
      const link = join(at.root, '.git', part);
      mkdirSync(join(link, '..'), { recursive: true });
      rmSync(link, { recursive: true, force: true });
      symlinkSync(join(victim.root, '.git', part), link);
      await refuses(at, `(.git/${part}) is a link`);
    }
  });

  it(verifies('built-in.looks-only', 'that has git say lines of other files'), async () => {
    using at = repository();
    symlinkSync(join(at.outside, 'secret.txt'), join(at.root, '.git/shallow'));
    await refuses(at, '');
    rmSync(join(at.root, '.git/shallow'));
    // What git says of a file within its folder is no better.
    writeFileSync(join(at.root, '.git/shallow'), `PASSWORD=${CANARY}\n`);
    await refuses(at, '');
    rmSync(join(at.root, '.git/shallow'));
    writeFileSync(join(at.outside, 'secret.txt'), `[${CANARY}\n${CANARY}`);
    appendFileSync(join(at.root, '.git/config'), `[include]\n\tpath = ${join(at.outside, 'secret.txt')}\n`);
    await refuses(at, 'Git refused');
  });
});
