import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { analysis, CART, startDelegating, type Delegating } from './delegating.ts';

const ISSUE = 'TypeError in src/cart.ts: total of undefined';
const FILES = ['--files', 'src/cart.ts'];

describe('a delegation that is asked otherwise', () => {
  it(verifies('delegate.resume-others'), async () => {
    await using project = await startDelegating({
      script: ({ model }) => (model === 'gpt-4o' ? { kind: 'refusal', text: 'I will not.' } : analysis()),
    });
    expect((await project.delegate(ISSUE, ...FILES)).code).toBe(1);
    for (const flag of [
      ['--model', 'gpt-5'],
      ['--models', 'gpt-5,o3'],
    ]) {
      const refused = await project.delegate('resume', 'last', ...flag);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(`--again ${flag.join(' ')}`);
    }
    expect((await project.delegate('resume', 'last', '--again', '--model', 'nonsense')).code).toBe(2);
    expect(project.standIn.requests).toHaveLength(1);
    const ran = await project.delegate('resume', 'last', '--again', '--model', 'gpt-5-mini');
    expect(ran.code, ran.stderr).toBe(0);
    expect(project.standIn.requests.map(({ model }) => model)).toEqual(['gpt-4o', 'gpt-5-mini']);
    expect(project.standIn.requests[1]?.prompt).toBe(project.standIn.requests[0]?.prompt);
    expect(ran.stdout).toContain('**Model**: `gpt-5-mini`');
    expect(ran.stderr).toContain('no analysis of gpt-4o (refused)');
    // From then on it belongs to the delegation: nobody is asked once more for it.
    const known = await project.delegate('resume', 'last');
    expect(known.code).toBe(0);
    expect(known.stdout).toContain('**Model**: `gpt-5-mini`');
    expect(project.standIn.requests).toHaveLength(2);
  });

  it(verifies('delegate.wishes'), async () => {
    await using project = await startDelegating({
      script: ({ model }) => (model === 'gpt-5' ? analysis({ confidence: 'low' }) : analysis()),
    });
    const flex = ['--service-tier', 'flex'];
    const dry = await project.delegate(ISSUE, ...FILES, ...flex, '--dry-run');
    expect(dry.code).toBe(2);
    expect(dry.stderr).toContain('it would be refused: gpt-4o is not sold in the flex tier');
    expect(await project.delegate(ISSUE, ...FILES, ...flex)).toMatchObject({ code: 2 });
    expect((await project.delegate(ISSUE, ...FILES, '--effort', 'high')).stderr).toContain('It takes no effort');
    expect(() => project.files()).toThrow(/ENOENT/);
    // Of a model that follows by itself the flags are taken as far as it knows them.
    const later = await project.delegate(ISSUE, ...FILES, '--model', 'gpt-5', ...flex);
    expect(later.code, later.stderr).toBe(0);
    expect(project.standIn.requests.map(({ model }) => model)).toEqual(['gpt-5', expect.any(String)]);
  });
});

/** Commands of a text, as they would be pasted: without what the shell reads. */
function commandsIn(text: string, name: string): readonly (readonly string[])[] {
  const found = [...text.matchAll(new RegExp(`hanzo ${name} [\\w./:, -]+`, 'g'))];
  return found.map(([command]) => command.trim().split(/\s+/).slice(1));
}

describe('what a delegation without an analysis says to do', () => {
  it.each([
    ['refused', { kind: 'refusal', text: 'I will not.' }, ['--model', 'gpt-5']],
    ['cut', { kind: 'truncated', text: '{"root_cause": "half' }, ['--max-output-tokens', '16000']],
    ['no analysis', { kind: 'text', text: 'It is the cart.' }, ['--again']],
  ] as const)(verifies('delegate.mends', '%s'), async (_, reply, words) => {
    let isGood = false;
    await using project = await startDelegating({ script: () => (isGood ? analysis() : reply) });
    const ran = await project.delegate(ISSUE, ...FILES);
    expect(ran.code).toBe(1);
    isGood = true;
    const [command = []] = commandsIn(ran.stderr, 'delegate').filter((one) => one.join(' ').includes(words.join(' ')));
    expect(command, ran.stderr).toContain('--again');
    // The file says the same, and nothing in it has to be filled in.
    const file = project.read(project.files().find((name) => /RESULT.*\.md$/.test(name)) ?? '');
    expect(file).toContain(words.join(' '));
    expect(file).not.toMatch(/<\w+>|&lt;/);
    expect(file).toMatch(/\*\*Cost\*\*: \$0\.\d+: \d\d+ tokens in/);
    const pasted = await project.hanzo(...command);
    expect(pasted.code, pasted.stderr).toBe(0);
  });

  it(verifies('delegate.bad-key', 'none was set'), async () => {
    await using project = await startDelegating({ key: '' });
    const ran = await project.delegate(ISSUE, ...FILES, '--base-url', project.standIn.baseUrl);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('No API key was sent, as OPENAI_API_KEY is not set');
    expect(ran.stderr).toMatch(/mend: Set OPENAI_API_KEY/);
  });
});

/** What would be sent. */
async function rendered(project: Delegating, ...args: string[]): Promise<string> {
  const ran = await project.delegate(...args, '--render', '--json');
  expect(ran.code, ran.stderr).toBe(0);
  return String(ran.events[0]?.['document']);
}

describe('what goes along', () => {
  it(verifies('delegate.worst-case'), async () => {
    const worstOf = async (options: { readonly key?: string }): Promise<number> => {
      await using project = await startDelegating(options);
      const { stdout } = await project.delegate(ISSUE, ...FILES, '--no-gather', '--dry-run');
      return Number(/model: gpt-4o .*at most \$([\d.]+) a try/.exec(stdout)?.[1]);
    };
    // At OpenAI itself requests name their tier; elsewhere an account may be set to the dearer one.
    const [atOpenAi, elsewhere] = [await worstOf({ key: '' }), await worstOf({})];
    expect(atOpenAi).toBeGreaterThan(0);
    expect(elsewhere / atOpenAi).toBeCloseTo(1.7, 1);
  });

  it(verifies('delegate.logs-once'), async () => {
    const log = Array.from({ length: 9 }, (_, at) => `src/cart.ts:2 total failed, marked-line-${at}`).join('\n');
    await using project = await startDelegating({ sources: { 'src/cart.ts': CART, 'ci/job [1].log': log } });
    const file = join(project.workspace, 'ci/job [1].log');
    const document = await rendered(project, 'total fails: see ci/job [1].log', '--logs-file', file);
    expect(document).toContain('### `src/cart.ts`');
    expect(document.match(/marked-line-3/g)).toHaveLength(1);
  });

  it(verifies('delegate-request.undone'), async () => {
    await using project = await startDelegating();
    await project.delegate(ISSUE, ...FILES);
    const applied = await project.delegate('apply', 'last', '--yes', '--despite-checks');
    expect(applied.code, applied.stderr).toBe(0);
    expect(await rendered(project, 'follow-up', 'last', 'Why?')).toContain('(it was applied)');
    const undone = await project.hanzo('changes', 'undo', '-w', project.workspace);
    expect(undone.code, undone.stderr).toBe(0);
    expect(await rendered(project, 'follow-up', 'last', 'Why?')).toContain('(it was applied, then undone)');
  });
});
