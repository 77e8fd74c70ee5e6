import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';
import { liveScreen } from './live-screen.ts';

function terminal(
  env: NodeJS.ProcessEnv = {},
  watched = false,
): { terminal: Terminal; out: () => string; err: () => string } {
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: watched, columns: 40 });
  const text = (stream: PassThrough): string => String(stream.read() ?? '');
  return { terminal: createTerminal(stdout, stderr, env), out: () => text(stdout), err: () => text(stderr) };
}

describe('the terminal', () => {
  it(verifies('cli.no-control'), () => {
    const { terminal: screen, out, err } = terminal({ FORCE_COLOR: '1' });
    const hostile = 'a\u001b[2Jb\u001b]0;title\u0007c\u202ed\re\u001b[8mf\u009b31m';
    screen.err(`${screen.style.red('error:')} ${hostile}`);
    screen.out(`one\n\ttwo ${hostile}`);
    expect(err()).toBe('\u001b[31merror:\u001b[39m a[2Jb]0;titlecde[8mf31m\n');
    expect(out()).toBe('one\n\ttwo a[2Jb]0;titlecde[8mf31m\n');
  });

  it(verifies('cli.no-control', 'nor colours of others'), () => {
    const { terminal: screen, err } = terminal({ FORCE_COLOR: '1' });
    screen.err(`${screen.style.dim('low')} all is \u001b[32mgreen\u001b[39m and \u001b[1mbold`);
    expect(err()).toBe('\u001b[2mlow\u001b[22m all is [32mgreen\u001b[39m and [1mbold\n');
    expect(screen.clean(screen.style.cyan('x'))).toBe('\u001b[36mx\u001b[39m');
  });

  it('takes a width of 0 for one that is not known', () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 0, rows: 0 });
    const { columns, rows } = createTerminal(new PassThrough(), stderr, {});
    expect([columns, rows]).toEqual([80, 24]);
  });

  it('prints no secret that it was told of, wherever it stands', () => {
    const { terminal: screen, out, err } = terminal();
    screen.hide('sk-secret-123456');
    screen.hide('none');
    screen.err('key sk-secret-123456, and none');
    screen.out('{"key":"sk-secret-123456"}');
    expect(err() + out()).toBe('key [key], and none\n{"key":"[key]"}\n');
  });

  it('has colours only where somebody watches, and never with NO_COLOR', () => {
    expect(terminal({}, false).terminal.style.red('x')).toBe('x');
    const watched = terminal({}, true);
    watched.terminal.err(watched.terminal.style.red('x'));
    expect(watched.err()).toBe('\u001b[31mx\u001b[39m\n');
    expect(terminal({ NO_COLOR: '1', FORCE_COLOR: '1' }, true).terminal.style.red('x')).toBe('x');
    expect(terminal({ TERM: 'dumb' }, true).terminal.style.red('x')).toBe('x');
  });

  it('shows a status line only where somebody watches, cut to the width, and takes it away before the next line', () => {
    const silent = terminal();
    silent.terminal.status('working');
    expect(silent.err()).toBe('');
    const live = liveScreen(40);
    live.terminal.status('x'.repeat(100));
    expect(live.screen.text).toBe(`${'x'.repeat(38)}…`);
    live.terminal.err('done');
    expect([live.screen.text, live.screen.cursorShown]).toEqual(['done', true]);
  });

  it('drops what nobody reads any more, without an error', () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const broken = createTerminal(stdout, stderr, {});
    stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    broken.out('more');
    broken.err('words');
    expect([stdout.read(), String(stderr.read())]).toEqual([null, 'words\n']);
  });

  it('says on stderr when the output is lost for another reason, once', () => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const screen = createTerminal(stdout, stderr, {});
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    for (const error of [full, full]) stdout.emit('error', error);
    screen.out('more');
    expect(String(stderr.read())).toBe('error: the output is lost: no space left on device\n');
    stderr.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    screen.err('words');
    expect([stdout.read(), stderr.read()]).toEqual([null, null]);
  });
});
