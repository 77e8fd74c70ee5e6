import { execFileSync } from 'node:child_process';
import { appendFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { filler, gathered, project } from './gathered.ts';

const paths = (found: readonly { readonly path: string }[]): readonly string[] => found.map(({ path }) => path);

it.each([
  ['a path', 'src/app/views.py breaks', 'src/app/views.py'],
  ['a Windows path', String.raw`C:\dev\shop\src\app\views.py breaks`, 'src/app/views.py'],
  ['a module', 'from app.models import thing', 'src/app/models.py'],
  ['a package', '`app.forms.fields.clean` is wrong', 'src/app/forms/__init__.py'],
  ['a class of Java', 'com.shop.cart.Basket loses items', 'java/com/shop/cart/Basket.java'],
  ['an import of JavaScript', "import { x } from './web/panel'", 'web/panel.tsx'],
])(verifies('delegate-gather.named', '%s'), async (_, issue, path) => {
  using at = project({
    'src/app/views.py': filler(3),
    'src/app/models.py': filler(3),
    'src/app/forms/__init__.py': filler(3),
    'other/views.py': filler(3),
    'java/com/shop/cart/Basket.java': filler(3, '//'),
    'java/com/shop/old/Basket.java': filler(3, '//'),
    'web/panel.tsx': filler(3, '//'),
  });
  expect((await gathered(at, { issue }))[0]?.path).toBe(path);
});

it(verifies('delegate-gather.named', 'in a text with the line ends of Windows'), async () => {
  using at = project({ 'src/app/views.py': filler(40), 'src/app/models.py': filler(40), 'other.py': '# U+000D\n' });
  const issue = 'It breaks:\nTraceback:\n  File "src/app/models.py", line 7, in get\n\nas in src/app/views.py\n';
  const found = await gathered(at, { issue });
  expect(paths(found)).toEqual(['src/app/models.py', 'src/app/views.py']);
  expect(await gathered(at, { issue: issue.replaceAll('\n', '\r\n') })).toEqual(found);
});

it(verifies('delegate-gather.defined'), async () => {
  const use = Array.from({ length: 5 }, () => 'x = parse_config(x)\n').join('');
  using at = project({
    'a_user.py': use,
    'b_reader.py': `${filler(70)}\n\ndef parse_config(text):\n    return text.split()\n\n${filler(70)}`,
    'c_user.py': use,
  });
  const [first] = await gathered(at, { issue: 'Calling `parse_config("")` returns nothing' });
  expect(first).toMatchObject({ path: 'b_reader.py' });
  expect(first?.reasons.map(({ words }) => words)).toContain('defines parse_config');
  expect(first?.lines.some((range) => range.first <= 73 && range.last >= 74)).toBe(true);
  expect(first?.lines.reduce((sum, range) => sum + range.last - range.first + 1, 0)).toBeLessThan(70);
});

it.each([
  [
    'a message',
    'ValueError: parcel 17 is too heavy for this carrier',
    'raise ValueError(f"parcel {n} is too heavy for this carrier")',
  ],
  ['a route', 'POST /runs/start answers 500', '@app.post("/runs/start")'],
])(verifies('delegate-gather.quoted', '%s'), async (_, logs, line) => {
  using at = project({ 'z.py': `${filler(5)}${line}\n`, 'a.py': `${filler(5)}heavy = carrier = runs = start = 1\n` });
  const [first] = await gathered(at, { issue: 'It does not work', logs });
  expect(first?.path).toBe('z.py');
  expect(first?.reasons.map(({ words }) => words).join()).toContain('holds "');
});

it(verifies('delegate-gather.words'), async () => {
  const text = 'The currency of invoices is rounded: rounding currency invoice currency\n';
  using at = project({
    'tests/test_billing.py': `# ${text}`.repeat(3),
    'CHANGELOG.md': text.repeat(3),
    'billing.py': `# ${text}`,
    'mail.py': '# sends letters\n',
  });
  const found = await gathered(at, { issue: 'Invoices round their currency wrongly' });
  expect(paths(found)).toEqual(['billing.py', 'tests/test_billing.py', 'CHANGELOG.md']);
  expect(found[0]?.reasons[0]?.words).toContain('currency');
});

it(verifies('delegate-gather.noise'), async () => {
  using at = project({ 'versions.py': '# numpy pandas scipy\n', 'cart.py': '# total of a cart\n' });
  const issue =
    'Total of a cart\n<!-- Did you search versions.py for pandas? -->\n#### Output of show_versions()\nnumpy: 1.20.1\npandas==1.2.0\nscipy 1.6.0\n';
  expect(paths(await gathered(at, { issue }))).toEqual(['cart.py']);
});

function git(root: string, ...args: string[]): void {
  const own = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', root, ...own, ...args], { stdio: 'ignore' });
}

it(verifies('delegate-gather.changed'), async () => {
  using at = project({ 'a.py': 'cart\n', 'b.py': 'cart\n', 'c.py': 'cart\n', 'd.py': 'nothing\n' });
  git(at.path, 'init', '--quiet');
  git(at.path, 'add', 'a.py', 'd.py');
  git(at.path, 'commit', '--quiet', '-m', 'first');
  git(at.path, 'add', 'b.py');
  git(at.path, 'commit', '--quiet', '-m', 'second');
  git(at.path, 'add', 'c.py');
  git(at.path, 'commit', '--quiet', '-m', 'third');
  expect(paths(await gathered(at, { issue: 'cart' }))).toEqual(['c.py', 'b.py', 'a.py']);
  appendFileSync(join(at.path, 'd.py'), 'new\n');
  const found = await gathered(at, { issue: 'cart' });
  expect(found.find(({ path }) => path === 'd.py')).toMatchObject({
    lines: [{ first: 1, last: 14 }],
    reasons: [{ kind: 'diff', words: 'changed since the last commit' }, { kind: 'history' }],
  });
  const told = await gathered(at, { issue: 'cart', diff: '+++ b/a.py\n@@ -1,1 +1,1 @@\n' });
  expect(paths(told)[0]).toBe('a.py');
});

it(verifies('delegate-gather.imported'), async () => {
  using at = project({
    'cart.py': 'from rates import rate\n\n\ndef total(): ...\n',
    'rates.py': 'x = 1\n',
    'z.py': 'x = 2\n',
  });
  const found = await gathered(at, { issue: 'cart.py is wrong' });
  expect(paths(found)).toEqual(['cart.py', 'rates.py']);
  expect(found[1]?.reasons).toEqual([{ kind: 'import', words: 'cart.py imports it' }]);
});

it(verifies('delegate-gather.confined'), async () => {
  using outside = project({ 'secret.py': 'def needle(): ...\n' });
  using at = project({
    '.gitignore': 'made.py\n',
    'made.py': 'def needle(): ...\n',
    'mine.py': 'def needle(): ...\n',
    'own.py': 'def needle(): ...\n',
    '.env': 'needle=1\n',
  });
  symlinkSync(join(outside.path, 'secret.py'), join(at.path, 'link.py'));
  const issue = 'needle() of made.py:1, link.py:1, .env:1, mine.py:1 and ../secret.py:1';
  expect(paths(await gathered(at, { issue }, { excluded: ['mine.py'] }))).toEqual(['own.py']);
});

it(verifies('delegate-gather.confined', 'and no more of them than are asked for'), async () => {
  using at = project(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`f${at}.py`, 'cart\n'])));
  expect(await gathered(at, { issue: 'cart' }, { mostCandidates: 3 })).toHaveLength(3);
  const signal = AbortSignal.abort();
  await expect(gathered(at, { issue: 'cart' }, { signal })).rejects.toThrow('abort');
});
