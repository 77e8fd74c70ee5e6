import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../packages/cli/src/program/program.ts';
import { createTerminal } from '../packages/cli/src/terminal/terminal.ts';
import { verifies } from './support/verifies.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'AGENTS.md', ...globSync('docs/**/*.md', { cwd: ROOT })];

const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** As GitHub names headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ +(.+)$/gm)].map(([, words = '']) => words);
  return new Set(
    headings.map((words) =>
      words
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links that lead nowhere. */
function brokenLinks(page: string): readonly string[] {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : relative(ROOT, resolve(ROOT, dirname(page), path));
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchorsOf(textOf(file)).has(anchor);
  });
}

/** The `hanzo dev` commands of indented lines and of shell blocks, as they stand there whole. */
function commandsIn(page: string): readonly string[] {
  const lines = textOf(page)
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  const commands = lines.map((line) => line.trim().replace(/^\$ /, ''));
  return commands
    .filter((line) => /^hanzo dev( |$)/.test(line))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => !/[…|>]/.test(line));
}

/** Throws where the program would refuse the words of a command; nothing is done. */
async function read(line: string): Promise<void> {
  const words = [...line.matchAll(/(--[\w-]+=)?(?:"([^"]*)"|'([^']*)')|(\S+)/g)].map(
    ([, flag = '', double, single, bare]) => bare ?? `${flag}${double ?? single}`,
  );
  const program = createProgram(createTerminal(new PassThrough(), new PassThrough(), {}), () => undefined);
  const quiet = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    command.commands.forEach(quiet);
  };
  quiet(program);
  program.commands.find((command) => command.name() === 'dev')?.action(() => undefined);
  await program.parseAsync(words.slice(1), { from: 'user' });
}

describe('the documentation', () => {
  it.each(PAGES)(verifies('docs.links', '%s'), async (page) => {
    expect(brokenLinks(page)).toEqual([]);
    for (const line of commandsIn(page)) await expect(read(line), line).resolves.toBeUndefined();
  });

  it('notices what is wrong', async () => {
    expect(anchorsOf('## What a panel keeps, and `drops`')).toEqual(new Set(['what-a-panel-keeps-and-drops']));
    await expect(read('hanzo dev "review" --no-such-flag')).rejects.toThrow(/unknown option/);
    expect(PAGES.flatMap(commandsIn).length).toBeGreaterThan(5);
  });
});
