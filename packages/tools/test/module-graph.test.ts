import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mermaidOf, moduleGraph, type ModuleGraph, openSyntax } from '../src/index.ts';
import { cyclesOf } from '../src/graph/cycles.ts';
import { verifies } from '../../../test/support/verifies.ts';

async function graphOf(texts: Readonly<Record<string, string>>): Promise<ModuleGraph> {
  using syntax = await openSyntax(Object.keys(texts));
  return moduleGraph(
    Object.entries(texts).map(([path, text]) => ({ path, text })),
    syntax,
  );
}

async function importsOf(
  texts: Readonly<Record<string, string>>,
  path: string,
): Promise<readonly (readonly string[])[]> {
  const module = (await graphOf(texts)).modules.find((one) => one.path === path);
  return [module?.imports ?? [], module?.packages ?? []];
}

describe('moduleGraph', () => {
  it(verifies('graph.cycles', 'of types'), async () => {
    const types = { 'a.ts': "import { b } from './b';", 'b.ts': "import type { A } from './a';" };
    const graph = await graphOf(types);
    expect([graph.cycles, graph.groups]).toEqual([[], []]);
    expect(graph.modules.map(({ imports, typeImports }) => [imports, typeImports])).toEqual([
      [['b.ts'], undefined],
      [['a.ts'], ['a.ts']],
    ]);
    expect(mermaidOf(graph)).not.toContain('-.->');
    const both = { ...types, 'b.ts': "import type { A } from './a';\nimport { a } from './a';" };
    expect((await graphOf(both)).cycles).toEqual([['a.ts', 'b.ts']]);
  });

  it(verifies('graph.real-imports', 'TypeScript'), async () => {
    const texts = {
      'package.json': '{"name": "root", "imports": {"#money": "./src/money.ts"}}',
      'tsconfig.json': '{ // paths\n "compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"]},}, }',
      'packages/till/package.json':
        '{"name": "@shop/till", "exports": {".": {"import": "./dist/index.js"}, "./sub": "./dist/deep/sub.js"}}',
      'packages/till/src/index.ts': 'export {};',
      'packages/till/src/deep/sub.ts': 'export {};',
      'src/money.ts': 'export {};',
      'src/parts/index.tsx': 'export {};',
      'src/types.d.ts': 'export {};',
      'src/a.ts': [
        "import fs from 'fs';",
        "import './money.js';",
        "import x from './parts';",
        "import type { T } from './types.js';",
        "import { t } from '@shop/till';",
        "export * from '@shop/till/sub';",
        "import '@/b';",
        "const l = await import('left-pad/lib');",
        "import m = require('#money');",
        "import './a.js';",
        "import './gone.js';",
        "import data from './data.json' with { type: 'json' };",
      ].join('\n'),
      'src/b.ts': '// import "./money.js";\nconst s = \'import "./a.js"\';',
    };
    expect(await importsOf(texts, 'src/a.ts')).toEqual([
      [
        'packages/till/src/deep/sub.ts',
        'packages/till/src/index.ts',
        'src/b.ts',
        'src/money.ts',
        'src/parts/index.tsx',
        'src/types.d.ts',
      ],
      ['left-pad', 'node:fs'],
    ]);
    const { modules } = await graphOf(texts);
    expect(modules.find(({ path }) => path === 'src/money.ts')?.importedBy).toBe(1);
    expect(modules.find(({ path }) => path === 'src/b.ts')).toEqual({
      path: 'src/b.ts',
      imports: [],
      packages: [],
      importedBy: 1,
    });
  });

  it(verifies('graph.real-imports', 'Python'), async () => {
    const texts = {
      'src/shop/__init__.py': '',
      'src/shop/money.py': '',
      'src/shop/till.py':
        'import os.path\nfrom . import money\nfrom ..top import x\nfrom shop.deep import one, NAME\nimport shop.deep.one as o\nimport numpy as np\nfrom .gone import y\n',
      'src/shop/deep/__init__.py': '',
      'src/shop/deep/one.py': 'from ...top import z\nfrom .. import money\n',
      'src/top.py': '',
      'tools/run.py': 'import helper\nfrom shop import till\n',
      'tools/helper.py': '',
    };
    expect(await importsOf(texts, 'src/shop/till.py')).toEqual([
      ['src/shop/deep/__init__.py', 'src/shop/deep/one.py', 'src/shop/money.py', 'src/top.py'],
      ['numpy', 'os'],
    ]);
    expect(await importsOf(texts, 'src/shop/deep/one.py')).toEqual([['src/shop/money.py', 'src/top.py'], []]);
    expect(await importsOf(texts, 'tools/run.py')).toEqual([['src/shop/till.py', 'tools/helper.py'], []]);
  });

  it(verifies('graph.real-imports', 'other languages'), async () => {
    const texts = {
      'go.mod': 'module example.com/shop\n\ngo 1.25\n',
      'main.go': 'package main\nimport (\n\t"fmt"\n\t"example.com/shop/till"\n)\n',
      'till/till.go': 'package till\n',
      'till/add.go': 'package till\n',
      'src/lib.rs': 'mod till;\nuse serde::Deserialize;\nuse std::fmt;\n',
      'src/till.rs': 'use crate::money::{Cents};\nuse super::other;\n',
      'src/money/mod.rs': '',
      'java/com/shop/Till.java':
        'package com.shop;\nimport com.shop.money.Cents;\nimport static com.shop.money.Cents.of;\nimport java.util.List;\n',
      'java/com/shop/money/Cents.java': 'package com.shop.money;\n',
      'c/main.c': '#include <stdio.h>\n#include "till.h"\n#include "deep/only.h"\n',
      'c/till.h': '',
      'include/deep/only.h': '',
    };
    const { modules } = await graphOf(texts);
    const said = Object.fromEntries(
      modules.map(({ path, imports, packages }) => [path, [...imports, '|', ...packages].join(' ')]),
    );
    expect(said).toMatchObject({
      'main.go': 'till/till.go | fmt',
      'src/lib.rs': 'src/till.rs | serde',
      'src/till.rs': 'src/money/mod.rs |',
      'java/com/shop/Till.java': 'java/com/shop/money/Cents.java | java.util',
      'c/main.c': 'c/till.h include/deep/only.h | stdio.h',
    });
  });

  it(verifies('graph.cycles'), async () => {
    const { cycles, groups } = await graphOf({
      'a.ts': "import './b.js';\nimport './leaf.js';",
      'b.ts': "import './c.js';\nimport './d.js';",
      'c.ts': "import './a.js';",
      'd.ts': "import './c.js';",
      'leaf.ts': '',
      'x.py': 'import y',
      'y.py': 'import x',
    });
    // The shortest way round leaves some of those out that need each other.
    expect(groups).toEqual([
      ['a.ts', 'b.ts', 'c.ts', 'd.ts'],
      ['x.py', 'y.py'],
    ]);
    expect(cycles).toEqual([
      ['a.ts', 'b.ts', 'c.ts'],
      ['x.py', 'y.py'],
    ]);
  });

  it('tells every cycle by a real way round, and none where there is none', () => {
    const graphs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 });
    fc.assert(
      fc.property(graphs, (pairs) => {
        const edges = new Map(
          Array.from({ length: 12 }, (_, at) => [
            `n${at}`,
            pairs.filter(([from]) => from === at).map(([, to]) => `n${to}`),
          ]),
        );
        const reach = (from: string): ReadonlySet<string> => {
          const seen = new Set<string>();
          const queue = [...(edges.get(from) ?? [])];
          for (const node of queue) {
            if (!seen.has(node)) queue.push(...(edges.get(node) ?? []));
            seen.add(node);
          }
          return seen;
        };
        const cycles = cyclesOf(edges);
        for (const cycle of cycles)
          cycle.forEach((node, at) => expect(edges.get(node)).toContain(cycle[(at + 1) % cycle.length]));
        // Each node that reaches another one and is reached by it is in the group of some cycle.
        const groups = cycles.map(([first = '']) =>
          [...edges.keys()].filter((node) => node === first || (reach(first).has(node) && reach(node).has(first))),
        );
        for (const [node] of edges) {
          const isIn = [...reach(node)].some((other) => other !== node && reach(other).has(node));
          expect(groups.filter((group) => group.includes(node)).length).toBe(isIn ? 1 : 0);
        }
      }),
    );
    const chain = new Map(Array.from({ length: 20_000 }, (_, at) => [`n${at}`, [`n${at + 1}`]]));
    expect(cyclesOf(chain)).toEqual([]);
  });
});

describe('mermaidOf', () => {
  it(verifies('graph.mermaid'), async () => {
    const graph = await graphOf({
      'src/a.ts': "import './b.js'; import './c.js';",
      'src/b.ts': "import './a.js';",
      'src/c.ts': '',
      'alone.ts': '',
    });
    expect(mermaidOf(graph)).toBe(
      [
        'graph LR',
        '  m0["src/a.ts"]',
        '  m1["src/b.ts"]',
        '  m2["src/c.ts"]',
        '  m0 -.-> m1',
        '  m0 --> m2',
        '  m1 -.-> m0',
        '  classDef cycle stroke:#c00,stroke-width:3px',
        '  class m0,m1 cycle',
        '',
      ].join('\n'),
    );
  });

  it(verifies('graph.mermaid-hostile'), async () => {
    const name = 'odd "[(x)]`<b>&#`|{}%%;.ts';
    const text = mermaidOf(await graphOf({ [name]: "import './b.js';", 'b.ts': '' }));
    const label = /m1\["(.*)"\]/.exec(text)?.[1];
    expect(label).toMatch(/^[\w ./#;@-]+$/);
    expect(label?.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))).toBe(name);
  });

  it(verifies('graph.mermaid-large'), async () => {
    const files = Array.from({ length: 1_000 }, (_, at) => [
      `src/area${at % 10}/part${at % 50}/file${at}.ts`,
      `import '../../area${(at + 1) % 10}/part${(at + 1) % 50}/file${at + 1}.js';`,
    ]);
    const graph = await graphOf(Object.fromEntries(files));
    for (const maxModules of [2, 12, 40, 200]) {
      const text = mermaidOf(graph, { maxModules });
      const nodes = text.match(/^ {2}m\d+\[/gm) ?? [];
      expect(nodes.length).toBeGreaterThan(maxModules === 2 ? 0 : 9);
      expect(nodes.length).toBeLessThanOrEqual(maxModules);
      const modules = [...text.matchAll(/ \((\d+)\)"\]/g)].reduce((sum, [, count]) => sum + Number(count), 0);
      expect(modules).toBe(1_000);
    }
    const wide = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`f${at}/a.ts`, `import '../f${(at + 1) % 100}/a.js';`]),
    );
    expect(mermaidOf(await graphOf(wide))).toContain('other folders/ (61)');
  });

  it('says so where no module imports another one', async () => {
    expect(mermaidOf(await graphOf({ 'a.ts': '', 'b.md': '' }))).toBe(
      'graph LR\n  none["no module imports another one"]\n',
    );
    expect(mermaidOf(await graphOf({}))).toContain('no module imports');
  });
});
