import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SmallScreen } from '../../../test/support/small-screen.ts';
import { verifies } from '../../../test/support/verifies.ts';

const TERMINAL = fileURLToPath(new URL('../src/terminal/terminal.ts', import.meta.url));
const SHOW_CURSOR = '\u001b[?25h';
const HIDE_CURSOR = '\u001b[?25l';

/** What a process writes that shows a panel and then does this, and how it ends. */
async function panelThen(
  code: string,
  onText: (kill: (signal: NodeJS.Signals) => void, text: string) => void = () => undefined,
): Promise<{ text: string; code: number | null; signal: NodeJS.Signals | null }> {
  const script = `
    const { createTerminal } = await import(${JSON.stringify(TERMINAL)});
    process.stderr.isTTY = true;
    const terminal = createTerminal(process.stdout, process.stderr, { NO_COLOR: '1' });
    terminal.panel(['working']);
    ${code}`;
  const child = spawn(process.execPath, ['--conditions=@hanzo/source', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    onText((signal) => child.kill(signal), text);
  });
  return await new Promise((resolve) => {
    child.once('close', (exit, signal) => resolve({ text, code: exit, signal }));
  });
}

const WAIT = 'setTimeout(() => undefined, 60_000);';
const isShown = (text: string): boolean => text.lastIndexOf(SHOW_CURSOR) > text.lastIndexOf(HIDE_CURSOR);

it.each([
  ['process.exit', 'terminal.err("the last words"); process.exit(3);', undefined, { code: 3, signal: null }],
  ['a fault', 'setTimeout(() => { throw new Error("boom"); });', undefined, { code: 1, signal: null }],
  ['Ctrl-C', WAIT, 'SIGINT', { code: null, signal: 'SIGINT' }],
  ['a closed window', WAIT, 'SIGHUP', { code: null, signal: 'SIGHUP' }],
] as const)(verifies('cli.panel-restores', 'after %s'), async (_, code, signal, expected) => {
  let sent = false;
  const ended = await panelThen(code, (kill, text) => {
    if (signal === undefined || sent || !text.includes('working')) return;
    sent = true;
    kill(signal);
  });
  expect(ended).toMatchObject(expected);
  expect([ended.text.includes(HIDE_CURSOR), isShown(ended.text)]).toEqual([true, true]);
  if (expected.code !== 3) return;
  const screen = new SmallScreen(80, 24);
  screen.write(ended.text);
  expect(screen.text).toBe('the last words');
});

it(verifies('cli.panel-restores', 'while it is stopped, and after'), async () => {
  const seen: string[] = [];
  let goOn: NodeJS.Timeout | undefined;
  const ended = await panelThen(WAIT, (kill, text) => {
    const drawn = text.split('working').length - 1;
    if (seen.length === 0 && drawn === 1) {
      seen.push('stop');
      kill('SIGTSTP');
    } else if (seen.length === 1 && isShown(text)) {
      seen.push('go on');
      // The first one may come before it has stopped, and then wakes nobody.
      goOn = setInterval(() => kill('SIGCONT'), 20);
    } else if (seen.length === 2 && drawn === 2) {
      seen.push('end');
      kill('SIGTERM');
    }
  });
  clearInterval(goOn);
  expect([seen, ended.signal, isShown(ended.text)]).toEqual([['stop', 'go on', 'end'], 'SIGTERM', true]);
});
