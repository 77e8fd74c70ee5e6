import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { printFindings } from '../src/commands/doctor/print-findings.ts';
import * as config from '../src/commands/config/show.ts';
import { createProgram } from '../src/program/program.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';

const COLUMNS = 80;

function screen(): { readonly terminal: Terminal; lines(): readonly string[] } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const terminal = createTerminal(stdout, stderr, { NO_COLOR: '1' });
  return { terminal, lines: () => String(stdout.read() ?? '').split('\n') };
}

function tooWide(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.length > COLUMNS);
}

describe('a terminal of 80 columns', () => {
  it(verifies('cli.80-columns', 'the help of every command'), () => {
    const wide: string[] = [];
    const look = (command: Command): void => {
      let text = '';
      command.configureOutput({ writeOut: (piece) => (text += piece), getOutHelpWidth: () => COLUMNS });
      command.outputHelp();
      wide.push(...tooWide(text.split('\n')));
      for (const child of command.commands) look(child);
    };
    const program = createProgram(screen().terminal, () => undefined);
    expect(program.commands.length).toBeGreaterThan(8);
    look(program);
    expect(wide).toEqual([]);
  });

  it(verifies('cli.80-columns', 'what the doctor says'), () => {
    const { terminal, lines } = screen();
    const detail = 'what is said of it goes on and on, '.repeat(5).trim();
    printFindings([{ name: 'local models', state: 'warn', detail, mend: detail }], terminal);
    const told = lines();
    expect(tooWide(told)).toEqual([]);
    expect(told[0]).toMatch(/^warn local models {2}what is said/);
    expect(told[1]).toMatch(/^ {19}\S/);
    expect(
      told
        .join(' ')
        .replaceAll(/\s+/g, ' ')
        .match(/on and on/g),
    ).toHaveLength(10);
  });

  it(verifies('cli.80-columns', 'the policy in force'), async () => {
    using folder = temporaryFolder();
    const { terminal, lines } = screen();
    expect(await config.run({ home: folder.path, dir: folder.path }, terminal)).toBe(0);
    const told = lines();
    expect(tooWide(told)).toEqual([]);
    expect(told).toContainEqual(expect.stringMatching(/^review +gates: degenerate, /));
  });
});
