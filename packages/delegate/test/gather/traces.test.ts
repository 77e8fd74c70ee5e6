import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { PathIndex } from '../../src/gather/files/path-index.ts';
import { placesIn } from '../../src/gather/leads/places.ts';
import { filler, gathered, project } from './gathered.ts';

const TRACES: readonly (readonly [kind: string, text: string, places: readonly string[]])[] = [
  [
    'Node',
    'Error: no\n    at start (/app/dist/server.js:12:9)\n    at file:///app/src/main.mjs:3:1\n    at node:internal/process/task_queues:95:5',
    ['app/dist/server.js:12', 'app/src/main.mjs:3'],
  ],
  ['a browser', 'run@http://localhost:3000/static/js/app.js:10:5', ['3000/static/js/app.js:10']],
  ['webpack', 'at run (webpack:///./src/cart/total.ts?a1b2:7:3)', ['src/cart/total.ts:7']],
  ['Python', '  File "/srv/app/views.py", line 31, in show\n    return 1/0', ['srv/app/views.py:31']],
  ['pytest', 'tests/test_a.py:12: in test_a\nsrc/a.py:4: ZeroDivisionError', ['tests/test_a.py:12', 'src/a.py:4']],
  ['Java', '\tat com.shop.cart.Total$Inner.run(Total.java:88)', ['com/shop/cart/Total.java:88']],
  ['Kotlin', '\tat com.shop.MainKt.main(Main.kt:5)', ['com/shop/Main.kt:5']],
  ['Go', 'panic: no\n\ngoroutine 1 [running]:\nmain.run()\n\t/src/cmd/run.go:17 +0x1d', ['src/cmd/run.go:17']],
  ['Rust', "thread 'main' panicked at src/lib.rs:9:5:\n  --> src/main.rs:2:1", ['src/lib.rs:9', 'src/main.rs:2']],
  ['Ruby', "app/models/user.rb:14:in `save': no (RuntimeError)", ['app/models/user.rb:14']],
  [
    'PHP',
    '#0 /var/www/src/Cart.php(21): total()\nin /var/www/index.php on line 3',
    ['var/www/src/Cart.php:21', 'var/www/index.php:3'],
  ],
  ['C#', String.raw`   at Shop.Cart.Total() in C:\work\Shop\Cart.cs:line 42`, ['work/Shop/Cart.cs:42']],
  ['clang', "src/a.c:12:3: error: use of undeclared identifier 'x'", ['src/a.c:12']],
  ['gdb', '#1  0x0000 in run () at ../src/run.cpp:5', ['src/run.cpp:5']],
  ['TypeScript', 'src/a.ts(10,5): error TS2345: no', ['src/a.ts:10']],
  ['MSVC', String.raw`D:\x\y.cpp(7): error C2065: no`, ['x/y.cpp:7']],
  [
    'a link',
    'see https://example.com/me/shop/blob/main/src/a.py#L10-L20',
    ['example.com/me/shop/blob/main/src/a.py:10'],
  ],
];

it.each(TRACES)(verifies('delegate-gather.traces', 'as %s writes it'), (_, text, places) => {
  const found = placesIn(text).filter(({ line }) => line !== undefined);
  expect(found.map(({ path, line, byPackage }) => `${byPackage ?? path}:${line}`)).toEqual(places);
});

describe('paths of other machines', () => {
  const index = new PathIndex([
    'src/app/views.py',
    'src/b/utils.py',
    'lib/utils.py',
    'web/cart.ts',
    'requests/models.py',
  ]);

  it.each([
    ['/app/src/app/views.py', ['src/app/views.py']],
    ['C:/build/SRC/App/Views.py', ['src/app/views.py']],
    ['views.py', ['src/app/views.py']],
    ['utils.py', ['lib/utils.py', 'src/b/utils.py']],
    ['home/me/b/utils.py', ['src/b/utils.py']],
    ['dist/web/cart.js', ['web/cart.ts']],
    // It is the project itself that is installed, and something else that is not.
    ['usr/lib/python3/site-packages/requests/models.py', ['requests/models.py']],
    ['usr/lib/python3/site-packages/other/models.py', []],
    ['node_modules/x/cart.ts', []],
    ['usr/lib/python3.11/utils.py', []],
    ['constructor.constructor', []],
  ])(verifies('delegate-gather.traces', '%s'), (written, paths) => {
    expect(index.resolve(written).paths).toEqual(paths);
  });
});

const SHOP = {
  'shop/views.py': `${filler(20)}def show(cart):\n    return total(cart)\n${filler(20)}`,
  'shop/prices.py': `${filler(30)}def total(cart):\n    return cart.sum / cart.count\n\n\nRATE = 1\n${filler(30)}`,
  'shop/other.py': filler(9),
};
const TRACE = `Traceback (most recent call last):
  File "/usr/lib/python3.11/threading.py", line 9, in run
  File "/app/shop/views.py", line 22, in show
  File "/app/shop/prices.py", line 32, in total
  File "/usr/lib/python3/site-packages/numbers/other.py", line 4, in divide
ZeroDivisionError`;

it(verifies('delegate-gather.innermost'), async () => {
  using at = project(SHOP);
  const found = await gathered(at, { issue: 'It fails', logs: TRACE });
  expect(found.slice(0, 2).map(({ path }) => path)).toEqual(['shop/prices.py', 'shop/views.py']);
  expect(found[2]?.reasons.map(({ kind }) => kind)).not.toContain('trace');
  expect(found[0]?.reasons[0]).toEqual({ kind: 'trace', words: 'in a stack trace, line 32' });
  // Not the whole file: the function.
  expect(found[0]?.lines).toEqual([{ first: 31, last: 34 }]);
});

it(verifies('delegate-gather.innermost', 'where it stands first'), async () => {
  using at = project({ 'src/a.js': filler(30, '//'), 'src/b.js': filler(30, '//') });
  const logs = 'Error: no\n    at inner (/app/src/b.js:10:1)\n    at outer (/app/src/a.js:20:1)';
  const found = await gathered(at, { issue: 'It fails', logs });
  expect(found.map(({ path }) => path)).toEqual(['src/b.js', 'src/a.js']);
  expect(found[0]?.lines.some(({ first, last }) => first <= 10 && last >= 10)).toBe(true);
});
