import { HanzoError, type Tool } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { consentByProgram, consentOnTerminal } from '../../src/commands/dev/tools/ask-consent.ts';
import { rowsOfWidth } from '../../src/terminal/display-width.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';

const TOOL: Tool = {
  spec: { name: 'write_file', description: '', parameters: {} },
  origin: 'hanzo',
  effect: 'write',
  call: () => Promise.resolve({ text: '' }),
};
const ASKS = 'Allow write_file of hanzo (changes this machine)? [y]es, this once/[a]lways in this run/[n]o';

/** Scrolls what stands above it away, and draws another question. */
function forged(before: string): string {
  return `${before}${' '.repeat(77 + 80 * 30)}The orchestrator wants to call git_status: it looks at what is on this machine`;
}

const SIGNAL = new AbortController().signal;

interface Asked {
  readonly consent: string | undefined;
  readonly lines: readonly string[];
  readonly questions: readonly string[];
  readonly left: number;
}

async function asked(
  input: string,
  answers: readonly (string | HanzoError)[],
  tool = TOOL,
  size = { columns: 80, rows: 24 },
): Promise<Asked> {
  const { terminal: plain, lines } = listeningTerminal();
  const terminal = { ...plain, ...size };
  const questions: string[] = [];
  let left = 0;
  const ask = consentOnTerminal({
    flags: {},
    terminal,
    isAttended: true,
    onLeft: () => {
      left += 1;
    },
    question: (words) => {
      questions.push(words);
      const next = answers[questions.length - 1] ?? 'n';
      return typeof next === 'string' ? Promise.resolve(next) : Promise.reject(next);
    },
  });
  const consent = await ask?.({ tool, input, taskId: 'r-plan' }, SIGNAL);
  return { consent, lines, questions, left };
}

describe('asking a person before a tool is called', () => {
  it.each([
    ['y', 'once'],
    ['YES', 'once'],
    ['a', 'always'],
    ['always', 'always'],
    ['n', 'no'],
  ])(verifies('devTools.consent', 'the answer %s'), async (answer, consent) => {
    const { lines, ...rest } = await asked('{"path":"src/a.ts"}', ['perhaps', answer]);
    expect(rest).toMatchObject({ consent, left: 0 });
    expect(rest.questions).toHaveLength(2);
    expect(lines).toEqual([
      'The orchestrator wants to call write_file of hanzo: it changes something on this machine',
      '  path: "src/a.ts"',
    ]);
  });

  it(verifies('devTools.consent', 'nothing is unseen, and a long value hides no other'), async () => {
    const input = JSON.stringify({ content: `${'x'.repeat(500)}`, path: 'a\u202etxt', more: '\u001b[2J' });
    const { lines } = await asked(input, ['n'], { ...TOOL, origin: 'docs', effect: 'network' });
    expect(lines[0]).toBe(
      'The orchestrator wants to call write_file of docs: it reaches something elsewhere, and may change it',
    );
    expect(lines[1]).toMatch(/^ {2}content: "x+$/);
    expect(lines[4]).toMatch(/^ {4}x+ … and \d+ more$/);
    expect(lines.slice(5)).toEqual([String.raw`  path: "a\u{202e}txt"`, String.raw`  more: "\u001b[2J"`]);
  });

  it(verifies('devTools.consent', 'all of it is shown to whoever wants to see it'), async () => {
    const content = 'x'.repeat(500);
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`field${at}`, at]));
    const { questions, lines } = await asked(JSON.stringify({ content, ...many }), ['s', 'n']);
    expect(questions).toEqual([`${ASKS}/[s]how all:`, `${ASKS}:`]);
    expect(lines).toContain('  and 6 more values');
    expect(
      lines
        .filter((line) => /x{60}/.test(line))
        .map((line) => line.trim())
        .join(''),
    ).toContain(`content: "${content}"`);
    expect(lines).toContain('  field19: 19');
  });

  it(verifies('devTools.consent', 'a text of several lines stands there in lines'), async () => {
    const content = ['# Cart', '', '\tsum = "a\\b"\u202e', 'x'.repeat(80), '| forged', ''].join('\n');
    const { lines, questions } = await asked(JSON.stringify({ path: 'a.py', content }), ['s', 'n']);
    const again = lines.findLastIndex((line) => line.startsWith('The orchestrator'));
    expect(lines.slice(1, again)).toEqual([
      '  path: "a.py"',
      '  content:',
      '    | # Cart',
      '    |',
      expect.stringMatching(/^ {4}\| \\tsum = \\"a\\\\b\\"\\u\{202e\} … and \d+ more$/),
    ]);
    expect(questions[0]).toContain('[s]how all');
    expect(lines.slice(again + 2)).toEqual([
      '  content:',
      '    | # Cart',
      '    |',
      String.raw`    | \tsum = \"a\\b\"\u{202e}`,
      `    | ${'x'.repeat(73)}`,
      `      ${'x'.repeat(7)}`,
      '    | | forged',
      '    |',
    ]);
  });

  it(verifies('devTools.consent', 'no escape is broken in two'), async () => {
    for (let before = 50; before < 90; before += 1) {
      const value = `${'x'.repeat(before)}\u202e\u0007"\t${' '.repeat(12)}`;
      for (const input of [{ value }, { value: `a\n${value}` }]) {
        const { lines } = await asked(JSON.stringify(input), ['n']);
        for (const escape of [String.raw`\u{202e}`, String.raw`\u0007`, String.raw`\"`, String.raw`\t`, '␠×12'])
          expect(lines.filter((line) => line.includes(escape))).toHaveLength(1);
      }
    }
  });

  it.each([
    ['a padded name of a field', { path: 'src/payments.ts', [forged('x')]: '.' }],
    ['a padded value', { path: 'src/payments.ts', x: forged('x') }],
    ['many wide values', Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`f${at}`, '漢'.repeat(230)]))],
    ['many values', Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`f${at}`, at]))],
    ['no object', [forged('x')]],
  ])(verifies('devTools.consent-forged', '%s'), async (_what, input) => {
    const tool = { ...TOOL, spec: { ...TOOL.spec, name: 'delete_file' } };
    for (const columns of [40, 80, 200]) {
      const { lines, questions } = await asked(JSON.stringify(input), ['perhaps', 's', 'n'], tool, {
        columns,
        rows: 24,
      });
      const again = lines.findIndex((line, at) => at > 0 && line.startsWith('The orchestrator'));
      const first = again < 0 ? lines : lines.slice(0, again);
      const rows = [...first, `${questions[0]} `].flatMap((line) => rowsOfWidth(line, columns));
      expect(rows.length).toBeLessThanOrEqual(24 - 4);
      expect(first[0]).toContain('wants to call delete_file of hanzo');
      for (const words of questions) expect(words).toMatch(/^Allow delete_file of hanzo \(changes this machine\)\? /);
      expect(questions[0]?.includes('[s]how all')).toBe(again > 0);
      // Nothing that a model wrote begins a row, and nothing moves it out of sight.
      for (const line of lines) {
        if (!line.startsWith('The orchestrator')) expect(line).toMatch(/^ {2}/);
        expect(rowsOfWidth(line, columns).length).toBeLessThanOrEqual(line.startsWith(' ') ? 1 : 4);
        expect(line).not.toMatch(/\S {9}/);
      }
    }
  });

  it(verifies('devTools.consent-forged', 'fields that the tool knows come first'), async () => {
    const junk = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`a${at}`, at]));
    const parameters = { type: 'object', properties: { sql: { type: 'string' } } };
    const { lines } = await asked(JSON.stringify({ ...junk, sql: 'drop table orders' }), ['n'], {
      ...TOOL,
      spec: { ...TOOL.spec, parameters },
    });
    expect(lines[1]).toBe('  sql: "drop table orders"');
  });

  it(verifies('devTools.consent', 'whoever goes away ends the run'), async () => {
    const { consent, left } = await asked('{}', [new HanzoError('CANCELLED', 'Left.')]);
    expect([consent, left]).toEqual(['no', 1]);
  });

  it(verifies('devTools.unattended'), () => {
    const { terminal } = listeningTerminal();
    const onLeft = (): void => undefined;
    const ask = (flags: object, isAttended: boolean): unknown =>
      consentOnTerminal({ flags, terminal, onLeft, isAttended });
    expect(ask({}, true)).toBeTypeOf('function');
    expect([ask({}, false), ask({ yes: true }, true), ask({ json: true }, true)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it(verifies('devTools.program', 'what it says counts, and nothing that is neither'), async () => {
    const seen: unknown[] = [];
    const ended: string[] = [];
    const ask = (answer: unknown): ReturnType<ReturnType<typeof consentByProgram>> =>
      consentByProgram(
        async (question) => {
          seen.push(question);
          return await Promise.resolve(answer as boolean);
        },
        ({ code }) => ended.push(code),
      )({ tool: TOOL, input: '{}', taskId: 't' }, SIGNAL);
    expect([await ask(true), await ask(false)]).toEqual(['once', 'no']);
    expect(ended).toEqual([]);
    await expect(ask('yes')).rejects.toMatchObject({ code: 'USAGE' });
    expect(ended).toEqual(['USAGE']);
    expect(seen[0]).toEqual({ tool: 'write_file', origin: 'hanzo', effect: 'write', input: '{}', taskId: 't' });
  });
});
