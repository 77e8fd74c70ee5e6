import { hideSecret, HanzoError } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { Toolbox } from '../../src/index.ts';
import { fakeTool, openBox } from './fake-tool.ts';
import { verifies } from '../../../../test/support/verifies.ts';

describe('what is called', () => {
  it(verifies('toolbox.not-offered'), async () => {
    const [read, write] = [fakeTool('read_file'), fakeTool('other_file')];
    const { call, records } = openBox([read, write]);
    const offered = new Set(['read_file']);
    for (const name of ['other_file', 'read_files', 'constructor', '', 'read_file\u202e']) {
      const { output, failed } = await call(name, {}, { offered });
      expect(failed).toBe(true);
      expect(output).toContain('There are: read_file.');
    }
    expect([read.inputs, write.inputs]).toEqual([[], []]);
    expect(records.map(({ state, origin }) => `${state} ${origin}`)).toEqual([
      'refused hanzo',
      ...Array.from({ length: 4 }, () => 'refused '),
    ]);
    expect(records.at(-1)).toMatchObject({ tool: 'read_file\\u{202e}', input: '{}' });
  });

  it.each([
    ['no JSON', 'path: x', 'are no JSON.'],
    ['JSON and more', '{"path":"x"} {"path":"y"}', 'are no JSON.'],
    ['a list', '[{"path":"x"}]', 'are no JSON object.'],
    ['null', 'null', 'are no JSON object.'],
    ['a text', '"{}"', 'are no JSON object.'],
    ['a field of objects themselves', '{"a":{"__proto__":{"isAdmin":true}}}', 'have a field named "__proto__".'],
    ['deep nesting', `{"a":${'['.repeat(65)}${']'.repeat(65)}}`, 'are nested deeper than 64 levels.'],
    ['nesting that no program goes through', `{"a":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, 'are nested deeper'],
    ['300 kB', JSON.stringify({ path: 'x'.repeat(300_000) }), 'are longer than 262144 characters.'],
  ])(verifies('toolbox.arguments', '%s'), async (_what, text, says) => {
    const tool = fakeTool('read_file');
    const { call, records } = openBox([tool]);
    const { output, failed } = await call('read_file', text);
    expect(failed).toBe(true);
    expect(output).toContain(`The arguments ${says}`);
    expect(tool.inputs).toEqual([]);
    expect(records[0]?.state).toBe('refused');
    expect(records[0]?.input.length).toBeLessThanOrEqual(300);
  });

  it(verifies('toolbox.arguments', 'nobody is asked about fields that a tool does not take'), async () => {
    const parameters = { type: 'object', properties: { path: {} }, required: ['path'], additionalProperties: false };
    const tool = fakeTool('delete_file', { effect: 'write' });
    const strict = { ...tool, spec: { ...tool.spec, parameters } };
    const { call, records } = openBox([strict], { ask: () => Promise.resolve('always') });
    for (const input of [{ path: 'a', [`x${' '.repeat(3_000)}`]: '.' }, { path: 'a', toString: 1 }, {}]) {
      const { output } = await call('delete_file', input);
      expect(output).toMatch(/^This call was not made\. The arguments have .* delete_file takes path\.$/);
    }
    expect([tool.inputs, records.map(({ state }) => state)]).toEqual([[], ['refused', 'refused', 'refused']]);
    expect(await call('delete_file', { path: 'a' })).toMatchObject({ failed: false });
  });

  it('takes nothing written for no arguments', async () => {
    const tool = fakeTool('list');
    await openBox([tool]).call('list', ' ');
    expect(tool.inputs).toEqual([{}]);
  });

  it('does not open with two tools of one name', () => {
    const tools = [fakeTool('a__b__c', { origin: 'a' }), fakeTool('a__b__c', { origin: 'a__b' })];
    expect(() => new Toolbox({ tools })).toThrow('Two tools are called a__b__c: of a and of a__b.');
  });
});

describe('what is told of it', () => {
  it(verifies('toolbox.errors-in-words'), async () => {
    const fails = (thrown: unknown) =>
      fakeTool('t', {
        answer: () => {
          throw thrown;
        },
      });
    const mended = new HanzoError('MCP_FAILED', 'The server is gone.', { mend: 'Start it.' });
    const { output, failed } = await openBox([fails(mended)]).call('t');
    expect(failed).toBe(true);
    expect(output).toContain('The server is gone. Start it.');
    const plain = openBox([fails(new TypeError('x is undefined'))]);
    const told = await plain.call('t');
    expect(told.output).toContain('x is undefined');
    expect(told.output).not.toContain('.ts:');
    expect(plain.records[0]).toMatchObject({ state: 'failed', why: 'x is undefined' });
    expect((await openBox([fails('just a text')]).call('t')).output).toContain('just a text');
    const own = openBox([fakeTool('t', { answer: () => ({ text: 'no such\nfile', failed: true }) })]);
    expect((await own.call('t')).failed).toBe(true);
    expect(own.records[0]).toMatchObject({ state: 'failed', why: 'no such file' });
  });

  it(verifies('toolbox.recorded'), async () => {
    const { call, records } = openBox([fakeTool('t', { origin: 'web', effect: 'network' })], {
      rules: { read: 'allow', write: 'deny', network: 'allow' },
    });
    const { output } = await call('t', { url: `http://a.example/${'x'.repeat(400)}`, b: '\u202e' });
    const [record] = records;
    expect(record).toMatchObject({ taskId: 'plan', tool: 't', origin: 'web', effect: 'network', state: 'done' });
    expect(record).not.toHaveProperty('why');
    const hash = expect.stringMatching(/^sha256 [0-9a-f]{16}$/) as string;
    const url = `http://a.example/${'x'.repeat(42)}…`;
    expect(Object.entries(JSON.parse(record?.input ?? ''))).toEqual([
      ['b', '\u202e'],
      ['url', url],
      ['…', hash],
    ]);
    expect(record?.input).toContain(String.raw`"b":"\u202e"`);
    expect(record?.outputBytes).toBe(Buffer.byteLength(output));
  });

  it(verifies('toolbox.recorded', 'no field hides another one'), async () => {
    const { call, records } = openBox([fakeTool('t')]);
    const fields = (many: number): object =>
      Object.fromEntries(Array.from({ length: many }, (_, at) => [`field ${at} ${'n'.repeat(90)}`, 'v'.repeat(90)]));
    await call('t', { content: 'x'.repeat(5_000), path: 'src/a.ts' });
    await call('t', { content: `${'x'.repeat(4_999)}y`, path: 'src/a.ts' });
    await call('t', { ...fields(60), path: 'src/a.ts', deep: { list: Array.from({ length: 99 }, () => 'z') } });
    await call('t', { path: 'src/a.ts', content: 'short' });
    const inputs = records.map(({ input }) => JSON.parse(input) as Record<string, string>);
    for (const [at, { input }] of records.entries()) {
      expect(input.length).toBeLessThanOrEqual(300);
      expect(inputs[at]?.['path']).toBe('src/a.ts');
    }
    // Two inputs that are cut alike are told apart.
    expect({ ...inputs[0], '…': '' }).toEqual({ ...inputs[1], '…': '' });
    expect(inputs[0]?.['…']).not.toBe(inputs[1]?.['…']);
    expect(inputs[2]?.['…']).toMatch(/^\d+ more, sha256 /);
    expect(records[3]?.input).toBe('{"path":"src/a.ts","content":"short"}');
  });

  it(verifies('toolbox.repeats'), async () => {
    const same = fakeTool('same');
    let looks = 0;
    const other = fakeTool('other', { answer: () => ({ text: String((looks += 1)) }) });
    const { call } = openBox([same, other]);
    // In whatever order a model writes the fields.
    await call('same', '{"a":1,"b":{"c":2,"d":3}}');
    await call('same', '{"b":{"d":3,"c":2},"a":1}');
    expect((await call('same', { a: 1, b: { c: 2, d: 3 } })).failed).toBe(false);
    const again = await call('same', { a: 1, b: { c: 2, d: 3 } });
    expect(again).toMatchObject({ failed: true });
    expect(again.output).toContain('with the same answer');
    expect(same.inputs).toHaveLength(3);
    expect((await call('same', { a: 2 })).failed).toBe(false);
    // In another conversation nobody knows the answer yet.
    expect((await call('same', { a: 1, b: { c: 2, d: 3 } }, { offered: new Set(['same']) })).failed).toBe(false);
    // Whoever looks at what changes may look again.
    for (let at = 0; at < 10; at += 1) expect((await call('other')).failed).toBe(false);
  });

  it(verifies('toolbox.repeats', 'after a change, or many other calls, a look may find something new'), async () => {
    const tools = [fakeTool('look'), fakeTool('click', { origin: 'web', effect: 'network' }), fakeTool('other')];
    const { call } = openBox(tools, { rules: { read: 'allow', write: 'deny', network: 'allow' } });
    const made = async (name: string, times: number, input: object = {}): Promise<boolean> => {
      const answers = [];
      for (let time = 0; time < times; time += 1) answers.push(await call(name, input));
      return answers.every(({ failed }) => !failed);
    };
    expect(await made('look', 3)).toBe(true);
    expect(await made('look', 1)).toBe(false);
    expect(await made('click', 1)).toBe(true);
    expect(await made('look', 3)).toBe(true);
    expect(await made('look', 1)).toBe(false);
    // What changes something finds no news in itself.
    expect(await made('click', 2)).toBe(true);
    expect(await made('click', 1)).toBe(false);
    expect(await made('look', 3)).toBe(true);
    for (let n = 0; n < 6; n += 1) await call('other', { n });
    expect(await made('look', 1)).toBe(true);
    expect(await made('look', 1)).toBe(false);
  });

  it(verifies('toolbox.repeats', 'of what fails'), async () => {
    let times = 0;
    const answer = (): never => {
      times += 1;
      throw new HanzoError('MCP_FAILED', times < 3 ? 'It is starting.' : 'It is gone.');
    };
    const { call } = openBox([fakeTool('t', { answer })]);
    for (let time = 0; time < 7; time += 1) await call('t');
    expect(times).toBe(5);
  });

  it(verifies('toolbox.recorded', 'whoever hears of a call and fails makes none undone'), async () => {
    const tool = fakeTool('t', { effect: 'write' });
    const onCall = (): never => {
      throw new HanzoError('STORE_UNUSABLE', 'The disk is full.');
    };
    const { call } = openBox([tool], { onCall, rules: { read: 'allow', write: 'allow', network: 'deny' } });
    await expect(call('t')).rejects.toThrow('The disk is full.');
    expect(tool.inputs).toHaveLength(1);
  });

  it(verifies('toolbox.secrets', 'not half of one where a reason is cut'), async () => {
    const secret = `sk-half-${'0123456789abcdef'.repeat(4)}`;
    hideSecret(secret);
    const failing = fakeTool('t', { answer: () => ({ text: `${' '.repeat(1_170)}${secret}`, failed: true }) });
    const { call, records } = openBox([failing]);
    await call('t');
    expect(records[0]?.why).toBe('[key]');
  });

  it(verifies('toolbox.repeats', 'asked for at once'), async () => {
    const tool = fakeTool('t');
    const { call } = openBox([tool]);
    const answers = await Promise.all(Array.from({ length: 50 }, () => call('t', { a: 1 })));
    expect(answers.filter(({ failed }) => !failed)).toHaveLength(3);
    expect(tool.inputs).toHaveLength(3);
  });
});
