import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { hideSecret } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { completer } from '../../src/commands/dev/conversation/input/complete.ts';
import { InputLines } from '../../src/commands/dev/conversation/input/input-lines.ts';
import { PasteFilter } from '../../src/commands/dev/conversation/input/paste-filter.ts';
import { Prompt } from '../../src/commands/dev/conversation/input/prompt.ts';
import { dropTyped, type TypedInput } from '../../src/terminal/drop-typed.ts';
import { PromptHistory } from '../../src/commands/dev/conversation/input/prompt-history.ts';

describe(verifies('talk.several-lines'), () => {
  it.each([
    [['review this'], ['review this']],
    [['review \\', 'this'], ['review \nthis']],
    [
      ['"""', 'one', 'two\\', '"""', 'next'],
      ['one\ntwo\\', 'next'],
    ],
    [['"""one', 'two"""'], ['one\ntwo']],
    [['"""all in one"""'], ['all in one']],
    [
      ['```ts', 'a();', '```', 'next'],
      ['```ts\na();\n```', 'next'],
    ],
    [['```x```'], ['```x```']],
    [
      ['a␤b', ''],
      ['a\nb', ''],
    ],
  ])('%j is %j', (lines, inputs) => {
    const assembled = new InputLines();
    expect(lines.flatMap((line) => assembled.push(line) ?? [])).toEqual(inputs);
    expect(assembled.pending).toBe(false);
  });

  it('what is begun can be forgotten', () => {
    const assembled = new InputLines();
    expect(assembled.push('"""one')).toBeUndefined();
    expect(assembled.pending).toBe(true);
    assembled.clear();
    expect(assembled.push('two')).toBe('two');
  });

  it('what is pasted is one line without keys in it, wherever its pieces are cut', async () => {
    const text = 'a\u001b[200~one\r\ntwo\u0003\tü\u001b[201~b\u001b[A';
    const bytes = Buffer.from(text);
    for (let cut = 1; cut < bytes.length; cut++) {
      const filter = new PasteFilter();
      const seen: Buffer[] = [];
      filter.on('data', (piece: Buffer) => seen.push(piece));
      filter.write(bytes.subarray(0, cut));
      filter.end(bytes.subarray(cut));
      await new Promise((resolve) => void filter.once('end', resolve));
      const whole = Buffer.concat(seen).toString();
      // A mark that is cut after its first two bytes is not known: those are a key of their own.
      if (whole.includes('\u001b[200~')) expect([2, 3]).toContain(cut);
      else expect(whole, `cut at ${cut}`).toBe('aone␤two\tüb\u001b[A');
    }
  });
});

describe(verifies('talk.history'), () => {
  it('is kept for the owner only, without keys', () => {
    using home = temporaryFolder();
    const file = join(home.path, 'history');
    hideSecret('own-key-0123456789');
    const faults: string[] = [];
    const history = new PromptHistory(file, (why) => faults.push(why));
    for (const input of ['one', 'one', 'two\nlines', 'use own-key-0123456789', 'and sk-proj-abcdefghij0123456789'])
      history.add(input);
    const kept = ['one', 'two\nlines', 'use [key]', 'and [key]'];
    expect(history.entries).toEqual(kept);
    expect(new PromptHistory(file, (why) => faults.push(why)).entries).toEqual(kept);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(faults).toEqual([]);
  });

  it('is bounded, in memory and on disk', () => {
    using home = temporaryFolder();
    const file = join(home.path, 'history');
    const history = new PromptHistory(file, () => undefined);
    for (let number = 0; number < 2_500; number++) history.add(`line ${number}`);
    history.add('x'.repeat(20_000));
    expect([history.entries.length, history.entries.at(-1)]).toEqual([1_000, 'line 2499']);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThanOrEqual(2_001);
    expect(new PromptHistory(file, () => undefined).entries).toEqual(history.entries);
  });

  it('says once that it cannot be kept, and leaves damaged lines out', () => {
    using home = temporaryFolder();
    const file = join(home.path, 'history');
    writeFileSync(file, '"one"\n{broken\n"two"\n', { mode: 0o644 });
    expect(new PromptHistory(file, () => undefined).entries).toEqual(['one', 'two']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const faults: string[] = [];
    mkdirSync(join(home.path, 'folder'));
    const unkept = new PromptHistory(join(home.path, 'folder'), (why) => faults.push(why));
    unkept.add('one');
    unkept.add('two');
    expect([faults.length, unkept.entries]).toEqual([1, ['one', 'two']]);
  });
});

interface Desk extends Disposable {
  readonly prompt: Prompt;
  readonly raw: boolean[];
  /** As the shell's fg does; undefined while it was not stopped. */
  readonly go: { on: (() => void) | undefined };
  type(keys: string): void;
  end(): void;
  shown(): string;
}

function desk(editing: boolean, past: readonly string[] = []): Desk {
  const home = temporaryFolder();
  const history = new PromptHistory(join(home.path, 'history'), () => undefined);
  for (const entry of past) history.add(entry);
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (on: boolean) => raw.push(on) });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (piece: Buffer) => (shown += piece.toString()));
  const complete = completer(
    ['/plan', '/peers', '/quit'],
    async () => await Promise.resolve(['src/cart.ts', 'src/till.ts']),
  );
  const go: Desk['go'] = { on: undefined };
  const stop = (onContinue: () => void): void => void (go.on = onContinue);
  const prompt = new Prompt({ input, output, editing, history, complete, stop });
  return {
    prompt,
    raw,
    go,
    type: (keys) => void input.write(keys),
    end: () => void input.end(),
    shown: () => shown,
    [Symbol.dispose]: () => {
      prompt[Symbol.dispose]();
      home[Symbol.dispose]();
    },
  };
}

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const CTRL_Z = '\u001a';
const UP = '\u001b[A';

describe(verifies('talk.prompt'), () => {
  it('hands the terminal back between two questions, and keeps what was typed ahead', async () => {
    using at = desk(true);
    at.type('one\rtwo\r');
    expect(await at.prompt.ask('> ')).toBe('one');
    expect(at.raw).toEqual([true, false]);
    expect(at.shown()).toContain('> ');
    expect(await at.prompt.ask('> ')).toBe('two');
    at.type('three\r');
    expect(await at.prompt.ask('> ')).toBe('three');
  });

  it('recalls what was typed in earlier conversations, several lines as one input', async () => {
    using at = desk(true, ['first', 'several\nlines']);
    at.type(`${UP}\r`);
    expect(await at.prompt.ask('> ')).toBe('several\nlines');
    at.type('"""a\rb"""\r');
    expect(await at.prompt.ask('> ')).toBe('a\nb');
    at.type(`${UP}\r`);
    expect(await at.prompt.ask('> ')).toBe('a\nb');
  });

  it('takes a pasted text as one input that can still be edited', async () => {
    using at = desk(true);
    at.type('\u001b[200~one\ntwo\n\u001b[201~');
    at.type('!\r');
    expect(await at.prompt.ask('> ')).toBe('one\ntwo\n!');
  });

  it('completes commands and files', async () => {
    using at = desk(true);
    const asked = at.prompt.ask('> ');
    at.type('/pl');
    at.type('\t');
    await new Promise((resolve) => void setImmediate(resolve));
    at.type('look at src/ca');
    at.type('\t');
    await new Promise((resolve) => void setImmediate(resolve));
    at.type('\r');
    expect(await asked).toBe('/plan look at src/cart.ts');
  });

  it('clears with Ctrl-C what was begun, and ends with two of them', async () => {
    using at = desk(true);
    at.type(`gone${CTRL_C}"""gone\r${CTRL_C}stays\r`);
    expect(await at.prompt.ask('> ')).toBe('stays');
    at.type(`${CTRL_C}next\r`);
    expect(await at.prompt.ask('> ')).toBe('next');
    expect(at.shown()).toContain('once more');
    at.type(`${CTRL_C}${CTRL_C}`);
    expect(await at.prompt.ask('> ')).toBeUndefined();
    expect(await at.prompt.ask('> ')).toBeUndefined();
  });

  it('does so where the terminal edits the lines, too', async () => {
    using at = desk(false);
    at.type('"""begun\n');
    const asked = at.prompt.ask('> ');
    await new Promise((resolve) => void setImmediate(resolve));
    at.prompt.interrupt();
    at.type('stays\n');
    expect(await asked).toBe('stays');
    const next = at.prompt.ask('> ');
    at.prompt.interrupt();
    at.prompt.interrupt();
    expect(await next).toBeUndefined();
  });

  it('gives the terminal to the shell with Ctrl-Z, and goes on afterwards with what was begun', async () => {
    using at = desk(true);
    const asked = at.prompt.ask('> ');
    at.type(`begun${CTRL_Z}`);
    await new Promise((resolve) => void setImmediate(resolve));
    expect([at.raw, at.go.on === undefined]).toEqual([[true, false], false]);
    at.go.on?.();
    expect(at.raw).toEqual([true, false, true]);
    at.type(' and ended\r');
    expect(await asked).toBe('begun and ended');
  });

  it('ends with Ctrl-D, and with its input', async () => {
    using one = desk(true);
    one.type(CTRL_D);
    expect(await one.prompt.ask('> ')).toBeUndefined();
    using other = desk(false);
    other.type('last words\n');
    other.end();
    expect(await other.prompt.ask('> ')).toBe('last words');
    expect(await other.prompt.ask('> ')).toBeUndefined();
  });

  it('draws nothing anew where it must not', async () => {
    using at = desk(false);
    at.type('one\n"""two\nthree"""\n');
    expect(await at.prompt.ask('> ')).toBe('one');
    expect(await at.prompt.ask('> ')).toBe('two\nthree');
    expect(at.raw).toEqual([]);
    // oxlint-disable-next-line no-control-regex -- control characters are what it is about
    expect(at.shown()).not.toMatch(/[\u001b\r]/);
  });
});

describe(verifies('talk.typed-before'), () => {
  function typist(): { readonly input: PassThrough & TypedInput; readonly raw: boolean[] } {
    const raw: boolean[] = [];
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      isRaw: false,
      setRawMode: (on: boolean) => raw.push(on),
    });
    return { input, raw };
  }

  it('what was typed before a question is dropped, lines and begun ones', async () => {
    const { input, raw } = typist();
    input.write('y\ny');
    expect(await dropTyped(input)).toBe(true);
    expect(raw).toEqual([true, false]);
    input.write('n\n');
    expect(String(input.read())).toBe('n\n');
  });

  it('a Ctrl-C among it is heard, and input that is no terminal stays', async () => {
    const { input } = typist();
    input.write('y\u0003');
    expect(await dropTyped(input)).toBe(false);
    const pipe = new PassThrough();
    pipe.write('y\n');
    expect(await dropTyped(pipe)).toBe(true);
    expect(String(pipe.read())).toBe('y\n');
  });
});
