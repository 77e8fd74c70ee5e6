import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { cutToWidth, displayWidth } from '../src/terminal/display-width.ts';
import { liveScreen, type LiveScreen } from './live-screen.ts';

const RED = 'red';
const WORDS = ['done', 'review src/cart.ts:1-80', '漢字かな', 'naïve café', '👩‍💻 and 🎉', 'é', RED, 'x'.repeat(130)];

/** The same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The same text without what the terminal does not show. */
function plainOf(text: string): string {
  // oxlint-disable-next-line no-control-regex -- colours are what it is about
  return text.replaceAll(/\u001b\[\d+m|\p{Cf}/gu, '');
}

describe('the panel', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(verifies('cli.panel', 'random run %i'), async (seed) => {
    const next = numbers(seed);
    const live = liveScreen(40 + next(60), 10 + next(20));
    const { terminal, screen, clock } = live;
    const pick = (): string => {
      const word = WORDS[next(WORDS.length)] ?? '';
      return word === RED ? terminal.style.red(word) : word;
    };
    const printed: string[] = [];
    let panel: string[] = [];
    for (let step = 0; step < 300; step += 1) {
      const line = `${step} ${pick()} ${pick()}`;
      const what = next(10);
      if (what < 4) {
        panel = Array.from({ length: 1 + next(5) }, (_, at) => `panel ${at} of ${step}: ${pick()}`);
        terminal.panel(panel);
      } else if (what < 9) {
        printed.push(line);
        if (what < 7) terminal.err(line);
        else terminal.out(line);
      } else live.resize(30 + next(90), 10 + next(20));
      if (next(3) > 0) continue;
      await clock.advance(100);
      if (panel.length > 0) expectShown(live, panel);
    }
    terminal.panel([]);
    // Nothing of it is left, and nothing that was printed is torn, lost or out of order.
    const flat = (text: string): string => text.replaceAll('\n', '').replaceAll(' ', '');
    expect(flat(screen.text)).toBe(flat(plainOf(printed.join('\n'))));
    expect([screen.cursorShown, screen.isWhole, clock.pending, live.guarded.length]).toEqual([true, true, 0, 0]);
  });

  function expectShown({ screen }: LiveScreen, panel: readonly string[]): void {
    const fitting = panel.slice(0, Math.max(1, screen.rows - 3));
    const lines = fitting.map((line) => cutToWidth(plainOf(line), screen.columns - 1, '…').trimEnd());
    expect(screen.visible.slice(-lines.length - 1)).toEqual([...lines, '']);
    expect([screen.cursorShown, screen.isWhole]).toEqual([false, true]);
  }

  it(verifies('cli.no-flicker', 'a thousand changes in a second'), async () => {
    const { terminal, clock, writes, screen } = liveScreen();
    for (let ms = 0; ms < 1_000; ms += 1) {
      terminal.panel(['a head that stays', `${ms} of 1000`, 'a line that stays', 'and another']);
      await clock.advance(1);
    }
    await clock.advance(100);
    expect(writes.length).toBeLessThanOrEqual(12);
    // What stays is written once, the line that changes about ten times.
    expect(writes.join('').length).toBeLessThan(700);
    expect(writes.join('').match(/a line that stays/g)).toHaveLength(1);
    expect(screen.visible.slice(-4, -2)).toEqual(['999 of 1000', 'a line that stays']);
    const before = writes.length;
    terminal.panel(['a head that stays', '999 of 1000', 'a line that stays', 'and another']);
    await clock.advance(1_000);
    expect(writes.length).toBe(before);
  });

  it(verifies('cli.no-flicker', 'a thousand lines in a second'), async () => {
    const { terminal, clock, writes, screen } = liveScreen();
    terminal.panel(['working', 'still']);
    for (let ms = 0; ms < 1_000; ms += 1) {
      terminal.err(`line ${ms}`);
      await clock.advance(1);
    }
    await clock.advance(100);
    expect(writes.length).toBeLessThanOrEqual(13);
    const frames = writes.filter((write) => !write.startsWith('\u001b[?2026h') || !write.endsWith('\u001b[?2026l'));
    expect(frames).toEqual([]);
    terminal.panel([]);
    expect(screen.text).toBe(Array.from({ length: 1_000 }, (_, ms) => `line ${ms}`).join('\n'));
  });

  it(verifies('cli.panel', 'nothing is drawn while a person is asked'), async () => {
    const { terminal, clock, screen, writes } = liveScreen();
    terminal.panel(['working']);
    {
      using _held = terminal.hold();
      expect([screen.text, screen.cursorShown]).toEqual(['', true]);
      const before = writes.length;
      terminal.panel(['working still']);
      terminal.err('a line');
      await clock.advance(1_000);
      expect([screen.text, writes.length - before]).toEqual(['a line', 1]);
    }
    expect(screen.visible).toEqual(['a line', 'working still', '']);
  });

  it.each([true, false])(verifies('cli.question-alone', 'over a panel: %s'), (hasPanel) => {
    const { terminal, screen } = liveScreen();
    terminal.err('before');
    if (hasPanel) terminal.panel(['working']);
    {
      using _held = terminal.hold();
      using open = terminal.question();
      open.err('May I?');
      terminal.err('from elsewhere');
      terminal.out('data of elsewhere');
      expect(screen.text).toBe('before\nMay I?');
    }
    expect(screen.text).toBe(`before\nMay I?\nfrom elsewhere\ndata of elsewhere${hasPanel ? '\nworking' : ''}`);
    terminal.err('after');
    terminal.panel([]);
    expect(screen.text).toBe('before\nMay I?\nfrom elsewhere\ndata of elsewhere\nafter');
  });

  it(verifies('cli.panel-restores', 'around a stop'), () => {
    const { terminal, screen, guarded } = liveScreen();
    terminal.err('before');
    terminal.panel(['working']);
    guarded[0]?.erase();
    expect([screen.text, screen.cursorShown]).toEqual(['before', true]);
    guarded[0]?.redraw();
    expect([screen.text, screen.cursorShown]).toEqual(['before\nworking', false]);
    terminal.err('the last words');
    guarded[0]?.end();
    expect([screen.text, screen.cursorShown, guarded.length]).toEqual(['before\nthe last words', true, 0]);
  });

  it('cuts with plain characters where the locale has no others', () => {
    const { terminal, screen } = liveScreen(20, 6, { LANG: 'C' });
    terminal.panel(['x'.repeat(50)]);
    expect(screen.visible).toEqual([`${'x'.repeat(18)}~`, '']);
  });

  it('leaves rows above it in a low terminal, and takes colours off where it cuts', () => {
    const { terminal, screen, writes } = liveScreen(20, 6, {});
    terminal.panel([terminal.style.red('r'.repeat(50)), '2', '3', '4', '5', '6']);
    expect(screen.visible).toEqual([`${'r'.repeat(18)}…`, '2', '3', '']);
    expect(writes[0]).toContain(`${'r'.repeat(18)}…\u001b[22m\u001b[39m`);
  });

  it.each([
    ['TERM=dumb', { TERM: 'dumb' }],
    ['CI', { CI: 'true' }],
    ['HANZO_SCREEN_READER', { HANZO_SCREEN_READER: '1' }],
  ])(verifies('cli.panel-nowhere', '%s'), (_, env) => {
    const { terminal, writes } = liveScreen(80, 24, { NO_COLOR: '1', ...env });
    terminal.panel(['working']);
    terminal.status('at it');
    terminal.err('done');
    terminal.panel([]);
    expect([writes, terminal.live, terminal.watched]).toEqual([['done\n'], false, true]);
  });
});

it.each([
  ['plain', 5],
  ['漢字', 4],
  ['🎉', 2],
  ['e\u0301', 1],
  ['\u001b[1mbold\u001b[22m', 4],
  ['❤️', 2],
])('%s takes so many places', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
