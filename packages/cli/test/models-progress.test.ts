import { expect, it } from 'vitest';
import { ProgressLine } from '../src/commands/models/progress-line.ts';
import type { Terminal } from '../src/terminal/terminal.ts';

function recorder(live: boolean): { terminal: Terminal; lines: string[] } {
  const lines: string[] = [];
  const push = (line: string): void => void lines.push(line);
  const terminal = { live, status: push, err: push, out: push } as unknown as Terminal;
  return { terminal, lines };
}

it('a log gets a line every ten percent, with speed and time left', () => {
  const { terminal, lines } = recorder(false);
  let now = 0;
  const line = new ProgressLine(terminal, () => now);
  for (let step = 0; step <= 100; step += 1) {
    line.show({ receivedBytes: step * 1e6, totalBytes: 100e6 });
    now += 100;
  }
  expect(lines).toHaveLength(11);
  expect(lines[5]).toBe(' 50%  50.0 MB of 100 MB  10.0 MB/s, 5.0 s left');
  expect(lines[10]).toBe('100%  100 MB of 100 MB  10.0 MB/s');
});

it('the speed is that of the last seconds', () => {
  const { terminal, lines } = recorder(true);
  let now = 0;
  const line = new ProgressLine(terminal, () => now);
  // What was there before is no speed at all.
  line.show({ receivedBytes: 50e6, totalBytes: 200e6 });
  for (let second = 1; second <= 20; second += 1) {
    now = second * 1000;
    line.show({
      receivedBytes: 50e6 + (second <= 10 ? second * 10e6 : 100e6 + (second - 10) * 1e6),
      totalBytes: 200e6,
    });
  }
  expect(lines[0]).toBe('[#####---------------]  25%  50.0 MB of 200 MB');
  expect(lines[10]).toContain('10.0 MB/s');
  expect(lines[20]).toContain(' 1.00 MB/s, 40.0 s left');
});

it('an unknown size is no reason to fall silent', () => {
  const { terminal, lines } = recorder(true);
  new ProgressLine(terminal, () => 0).show({ receivedBytes: 5, totalBytes: 0 });
  expect(lines).toEqual(['[--------------------]   0%  5 B of 0 B']);
});
