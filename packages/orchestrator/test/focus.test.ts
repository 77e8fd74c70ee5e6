import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATEGORIES, type Category, FOCUSES, type Focus, type Task } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { type EvidenceFacts, NO_FACTS } from '../src/focus/evidence-facts.ts';
import { focusRules } from '../src/focus/focus-prompt.ts';
import { holdToEvidence } from '../src/focus/hold-to-evidence.ts';
import { focusProfile } from '../src/focus/profiles.ts';
import { isTestFile, wordsIn } from '../src/focus/rules/untested.ts';
import { namedIn } from '../src/gates/identifiers.ts';
import { gateFor, Orchestrator, type OrchestratorOptions, type RunFinding } from '../src/index.ts';
import { fakeExecutor } from './fake-executor.ts';
import { answer, CART, findings, SUMMARY, task, TOOL, WORKER } from './samples.ts';

const FINDING: RunFinding = {
  path: 'src/cart.ts',
  line: 5,
  quote: 'for (let index = 0; index <= cartLines.length; index++) {',
  severity: 'high',
  category: 'off-by-one',
  confidence: 'high',
  message: 'The loop reads one element past the end.',
  rationale: 'With the last index cartLines[index] is undefined, so unitPrice throws.',
  fix: 'Use <.',
  kind: 'review',
  taskId: 't',
  who: WORKER,
  fingerprint: '0'.repeat(32),
  looks: { found: 1, of: 1 },
  standing: 'unjudged',
  why: '',
  votes: [],
  isKnown: false,
};

const FACTS: EvidenceFacts = { ...NO_FACTS, textOf: (path) => (path === 'src/cart.ts' ? CART : undefined) };

function held(focus: Focus, change: Partial<RunFinding>, facts: EvidenceFacts = FACTS): RunFinding {
  const [finding] = holdToEvidence([{ ...FINDING, ...change }], focus, facts);
  if (finding === undefined) throw new Error('It is gone.');
  return finding;
}

describe('a focus', () => {
  it('has a checklist of its own for each area, and says it and the evidence that it wants', () => {
    const texts = FOCUSES.map((focus) => focusRules(focusProfile(focus)));
    expect(new Set(texts).size).toBe(FOCUSES.length);
    for (const focus of FOCUSES) {
      const { name, checklist, evidence, job } = focusProfile(focus);
      expect(name).toBe(focus);
      expect(checklist.length).toBeGreaterThan(2);
      expect(evidence.length).toBeGreaterThan(0);
      expect(new Set(checklist.map(({ category }) => category)).size).toBe(checklist.length);
      const text = focusRules(focusProfile(focus));
      for (const { category, question } of checklist) expect(text).toContain(`- ${category}: ${question}`);
      for (const rule of evidence) expect(text).toContain(rule);
      expect(job).not.toBe('');
    }
  });

  it(verifies('focus.evidence', 'what it wants'), () => {
    expect(held('quality', {}).standing).toBe('unjudged');
    expect(held('quality', { rationale: '' }).why).toContain('does not say how');
    expect(held('quality', { rationale: FINDING.message }).why).toContain('only repeats');
    expect(
      held('quality', { message: 'It is bad.', rationale: 'This is not how it should be done here.' }).why,
    ).toContain('names no variable');
    expect(held('quality', { severity: 'low', rationale: '' }).standing).toBe('unjudged');
    expect(held('security', { category: 'injection', confidence: 'low' }).why).toContain('is not sure');
  });

  it(verifies('focus.evidence', 'short and common names'), () => {
    const code = [
      'export function load(db: Db, uid: string, name: string, o: Options) {',
      '  return db.query("select " + uid + name);',
      '}',
      'export const seasonalVoucher = 3;',
    ].join('\n');
    const facts = { ...NO_FACTS, textOf: () => code };
    const why = (message: string, rationale: string): string => {
      const quote = 'return db.query("select " + uid + name);';
      return held('security', { category: 'injection', severity: 'critical', quote, message, rationale }, facts).why;
    };
    const proven = [
      'Whatever uid holds becomes a part of the SQL text.',
      'A name with a quote in it ends the literal.',
      'It goes straight into db without being escaped.',
      'The caller hands over `o` without looking at it.',
      'Nothing that reaches db.query( is escaped at all.',
    ];
    for (const rationale of proven) expect([rationale, why('SQL injection.', rationale)]).toEqual([rationale, '']);
    for (const rationale of ['A value of the person is not checked here.', 'There is an o in it that nobody can bear.'])
      expect([rationale, why('SQL injection.', rationale)]).toEqual([rationale, expect.stringContaining('names no')]);
  });

  it(verifies('focus.evidence', 'in languages without spaces'), async () => {
    const facts = { ...NO_FACTS, textOf: () => CART };
    const ja = 'cartLinesの最後の添字で未定義の値が読まれる';
    const zh = '最后一次循环读取cartLines越界导致异常';
    for (const rationale of [ja, zh]) expect(held('quality', { message: '越界', rationale }, facts).why).toBe('');
    expect(held('quality', { message: '越界', rationale: '循环有问题' }, facts).why).toContain('does not say how');
    expect(
      held('quality', { message: '問題', rationale: 'この処理は正しくない結果を返すので直すべきだ' }, facts).why,
    ).toContain('names no variable');
    const asked = task();
    const summary = 'cartSubtotalは合計を計算し、applyVoucherが割引を適用する。';
    expect(await gateFor(asked)(asked, answer(findings(summary)))).toEqual({ passed: true });
    const none = await gateFor(asked)(asked, answer(findings('合計を計算し、割引を適用する関数がある。')));
    expect(none).toMatchObject({ gate: 'grounded' });
    expect(namedIn('größeをünameで preisé', ['größe', 'name', 'preis'])).toEqual(new Set(['größe']));
    expect(namedIn('この変数名は合計額です', ['合計額'])).toEqual(new Set(['合計額']));
  });

  it(verifies('focus.evidence', 'a category that nobody named'), () => {
    const unsorted = { category: 'other', severity: 'medium', confidence: 'medium' } as const;
    expect(held('quality', { ...unsorted, isUnsorted: true }).standing).toBe('unjudged');
    expect(held('quality', unsorted).why).toContain('does not belong');
  });

  it(verifies('focus.evidence', 'what belongs to it'), () => {
    const isIn = (focus: Focus, category: Category): boolean =>
      focusProfile(focus).checklist.some((item) => item.category === category);
    for (const focus of FOCUSES)
      for (const category of CATEGORIES) {
        const { standing, why } = held(focus, { category, severity: 'medium', confidence: 'medium' });
        const isForeign = why.includes('does not belong');
        expect([focus, category, isForeign]).toEqual([focus, category, !isIn(focus, category)]);
        if (isForeign) expect(standing).toBe('unsupported');
      }
    // Nobody wants to miss a hole because it was asked about speed.
    expect(held('performance', { category: 'injection', confidence: 'high', severity: 'critical' }).standing).toBe(
      'unjudged',
    );
  });

  it(verifies('focus.evidence', 'tools are exact'), () => {
    const finding = held('docs', {
      who: TOOL,
      category: 'syntax',
      rationale: '',
      confidence: 'low',
      standing: 'confirmed',
    });
    expect(finding.standing).toBe('confirmed');
  });

  it(verifies('focus.evidence', 'what critics refused stays so'), () => {
    expect(held('quality', { standing: 'refuted', why: '2 of 3', rationale: '' })).toMatchObject({
      standing: 'refuted',
      why: '2 of 3',
    });
  });

  it(verifies('focus.facts', 'circles are looked up in the imports'), () => {
    const graph = {
      modules: [
        { path: 'src/cart.ts', imports: ['src/stock.ts'], packages: ['express'], importedBy: 1 },
        { path: 'src/stock.ts', imports: ['src/cart.ts'], packages: [], importedBy: 1 },
        { path: 'src/till.ts', imports: ['src/stock.ts'], packages: [], importedBy: 1 },
        { path: 'src/alone.ts', imports: [], packages: [], importedBy: 0 },
      ],
      groups: [['src/cart.ts', 'src/stock.ts', 'src/till.ts']],
    };
    const facts = { ...FACTS, graph };
    expect(held('architecture', { category: 'cycle' }, facts).standing).toBe('unjudged');
    expect(held('architecture', { category: 'cycle', path: 'src/alone.ts' }, facts).why).toContain('make no circle');
    // Of a group that needs each other one way round is told, and others are in it as well.
    expect(held('architecture', { category: 'cycle', path: 'src/till.ts' }, facts).standing).toBe('unjudged');
    expect(held('architecture', { category: 'cycle', path: 'lib/till.rb' }, facts).standing).toBe('unjudged');
    const coupled = {
      category: 'coupling',
      message: 'It knows too much of others and must change with them.',
    } as const;
    expect(held('architecture', coupled, facts).why).toContain('names nothing that this file really imports');
    expect(
      held('architecture', { ...coupled, rationale: 'Each change of stock needs one here as well.' }, facts).standing,
    ).toBe('unjudged');
    expect(
      held(
        'architecture',
        { ...coupled, category: 'layering', rationale: 'It takes requests of Express itself.' },
        facts,
      ).standing,
    ).toBe('unjudged');
  });

  it(verifies('focus.facts', 'tests are searched for what is said to be untested'), () => {
    const facts = { ...FACTS, testedWords: wordsIn(["expect(cartSubtotal([])).toBe(0); // not 'applyVoucher'"]) };
    const untested = { category: 'missing-test', severity: 'medium' } as const;
    const declares = (quote: string): RunFinding => held('tests', { ...untested, quote }, facts);
    expect(declares('export function cartSubtotal(cartLines: readonly CartLine[]): number {').why).toContain(
      'cartSubtotal',
    );
    expect(declares('export function taxOf(subtotal: number): number {').standing).toBe('unjudged');
    expect(declares('async def cartSubtotal(lines):').standing).toBe('unsupported');
    expect(declares('  private async cartSubtotal(): Promise<number> {').standing).toBe('unsupported');
    expect(declares('return subtotal;').standing).toBe('unjudged');
    expect(declares('  cartSubtotal(cartLines: readonly CartLine[]): number {').standing).toBe('unsupported');
    expect(declares('  public cartSubtotal(').standing).toBe('unsupported');
    const all = { ...FACTS, testedWords: wordsIn(['switch while return if for await catch cartSubtotal']) };
    const statements = [
      'switch (kind) {',
      'while (true) {',
      'return (cartLines)',
      'return (',
      'if (',
      'if (cartLines.length === 0) {',
      'for (const one of cartLines) {',
      '} catch (error) {',
      'await (cartSubtotal)',
      'cartSubtotal(cartLines);',
      'cartSubtotal(',
    ];
    for (const quote of statements)
      expect([quote, held('tests', { ...untested, quote }, all).standing]).toEqual([quote, 'unjudged']);
  });

  it(
    verifies('focus.facts', 'comments and docstrings are looked for where documentation is said to be missing'),
    () => {
      const files: Record<string, string> = {
        'a.ts': '/** Adds. */\n@log\nexport function add() {}\n\nexport function take() {}\n',
        'b.py':
          'def add(\n    one,\n):\n    """Adds."""\n\ndef take(one):\n    return one\n\n# Doubles.\ndef twice(one):\n    return 2 * one\n',
        'c.c':
          '#define MOST 3\nint add(int one);\n*sum = 3;\nint take(int one);\n/* Doubles. */\nint twice(int one);\n',
        'd.ts':
          '// eslint-disable-next-line no-shadow\nexport function add() {}\n/** Takes. */\n// @ts-expect-error later\nexport function take() {}\n',
        'e.py': 'HELP = """\nUsage\n"""\ndef add(one):\n    return one\n# noqa: E501\ndef take(one):\n    return one\n',
        'f.rb': '# Adds.\ndef add(one)\nend\n# rubocop:disable Metrics\ndef take(one)\nend\n',
        'g.rs': '/// Adds.\n#[inline]\nfn add() {}\n--left;\nfn take() {}\n',
      };
      const facts = { ...NO_FACTS, textOf: (path: string) => files[path] };
      const at = (path: string, line: number): string =>
        held('docs', { category: 'missing-docs', severity: 'low', path, line }, facts).standing;
      expect([at('a.ts', 3), at('a.ts', 5)]).toEqual(['unsupported', 'unjudged']);
      expect([at('c.c', 2), at('c.c', 4), at('c.c', 6)]).toEqual(['unjudged', 'unjudged', 'unsupported']);
      expect([at('d.ts', 2), at('d.ts', 5)]).toEqual(['unjudged', 'unsupported']);
      expect([at('e.py', 4), at('e.py', 7)]).toEqual(['unjudged', 'unjudged']);
      expect([at('f.rb', 2), at('f.rb', 5)]).toEqual(['unsupported', 'unjudged']);
      expect([at('g.rs', 3), at('g.rs', 5)]).toEqual(['unsupported', 'unjudged']);
      expect([at('b.py', 1), at('b.py', 6), at('b.py', 10)]).toEqual(['unsupported', 'unjudged', 'unsupported']);
    },
  );

  it('knows files of tests by the names that languages give them', () => {
    const tests = [
      'test/a.ts',
      'src/a.test.ts',
      'src/a_test.go',
      'tests/test_a.py',
      'src/__tests__/a.js',
      'spec/a_spec.rb',
      'CartTest.java',
    ];
    const others = ['src/contest.ts', 'src/latest.py', 'src/testing.ts', 'attest/a.go'];
    expect([tests.every(isTestFile), others.some(isTestFile)]).toEqual([true, false]);
  });
});

describe('a run with a focus', () => {
  const FILES = {
    'src/a-plain.ts': 'export function total(lines: number[]): number {\n  return lines.length;\n}\n',
    'src/b-query.ts': "export function find(db: Db, name: string) {\n  return db.query('select ' + name);\n}\n",
    'src/c-exec.ts':
      "import { exec } from 'node:child_process';\nexport function list(req: Request) {\n  exec('ls ' + req.url);\n}\n",
    'README.md': '# Shop\n',
  };

  async function prepared(
    options: Partial<OrchestratorOptions>,
    files: Readonly<Record<string, string>> = FILES,
  ): Promise<readonly Task[]> {
    using folder = temporaryFolder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder.path, path)), { recursive: true });
      writeFileSync(join(folder.path, path), text);
    }
    const workspace = await openWorkspace(folder.path);
    const executor = fakeExecutor(() => answer(findings(SUMMARY)));
    const orchestrator = new Orchestrator({ orchestratorModel: 'gpt-5', executor, workspace, ...options });
    const { tasks } = await orchestrator.prepare({ instructions: 'Review.' });
    return tasks.filter(({ kind }) => kind !== 'check');
  }

  it(verifies('focus.plan', 'kinds, checklists and tiers'), async () => {
    const security = await prepared({ focus: 'security' });
    expect(new Set(security.map(({ kind }) => kind))).toEqual(new Set(['security']));
    for (const { question } of focusProfile('security').checklist) expect(security[0]?.system).toContain(question);
    const docs = await prepared({ focus: 'docs' });
    expect(docs[0]?.system).toContain(focusProfile('docs').job);
    expect(docs[0]?.system).not.toBe(security[0]?.system);
    expect((await prepared({}))[0]?.system).not.toContain('Go through this list');
    // Changing files is another job: then no checklist is gone through.
    const edits = await prepared({ focus: 'tests', limits: { patch: true } });
    expect(edits.map(({ kind, output }) => [kind, output.kind === 'json' && output.name])).toEqual(
      edits.map(() => ['tests', 'edits']),
    );
  });

  it(verifies('focus.plan', 'what matters most is looked at first'), async () => {
    const tasks = await prepared({ focus: 'security', maxTasks: 2 });
    expect(tasks.map(({ sources }) => sources[0]?.path)).toEqual(['src/c-exec.ts', 'src/b-query.ts']);
    expect((await prepared({ maxTasks: 2 })).map(({ sources }) => sources[0]?.path)).toEqual([
      'src/a-plain.ts',
      'src/b-query.ts',
    ]);
  });

  it(verifies('focus.plan', 'architecture is told the real imports'), async () => {
    const files = {
      'src/a.ts': "import { b } from './b.ts';\nexport const a = (): number => b();\n",
      'src/b.ts': "import { a } from './a.ts';\nexport const b = (): number => a();\n",
      'src/c.ts': 'export const c = 3;\n',
    };
    const tasks = await prepared({ focus: 'architecture' }, files);
    const promptOf = (path: string): string => tasks.find(({ sources }) => sources[0]?.path === path)?.prompt ?? '';
    expect(promptOf('src/a.ts')).toContain('it is part of the circle src/a.ts -> src/b.ts -> src/a.ts');
    expect(promptOf('src/c.ts')).not.toContain('What the imports say');
    expect(tasks.at(-1)?.sources[0]?.path).toBe('src/c.ts');
  });
});
