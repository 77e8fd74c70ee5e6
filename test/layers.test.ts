import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLayers, checkTable } from '../scripts/lib/layers/check-layers.ts';
import { readPackages, type PackageSource } from '../scripts/lib/layers/package-source.ts';
import { readImports } from '../scripts/lib/layers/read-imports.ts';
import { PACKAGES } from '../scripts/lib/layers/table.ts';
import { verifies } from './support/verifies.ts';

const packages = readPackages(join(dirname(import.meta.dirname), 'packages'));

it(verifies('layers.hold'), () => {
  expect(checkLayers(packages)).toEqual([]);
});

it('looks at every package and finds imports in them', () => {
  expect(packages.map(({ folder }) => folder).toSorted()).toEqual(Object.keys(PACKAGES).toSorted());
  const cli = packages.find(({ folder }) => folder === 'cli');
  const imports = [...(cli?.files.values() ?? [])].flatMap((text) => readImports(text));
  expect(imports.map(({ specifier }) => specifier)).toContain('@hanzo/coordinator');
});

interface Breach {
  readonly what: string;
  readonly folder?: string;
  readonly dependencies?: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const BREACHES: readonly Breach[] = [
  {
    what: 'an import of a higher layer',
    files: { 'src/a.ts': "import { x } from '@hanzo/mesh';" },
    says: /src\/a\.ts:1: router may not import "@hanzo\/mesh"/,
  },
  {
    what: 'a type-only import',
    files: { 'src/a.ts': "import type { X } from '@hanzo/ledger';" },
    says: /may not import "@hanzo\/ledger"/,
  },
  { what: 'a re-export', files: { 'src/a.ts': "\nexport * from '@hanzo/tools';" }, says: /src\/a\.ts:2/ },
  {
    what: 'an import of several lines',
    files: { 'src/a.ts': "import {\n  x,\n} from '@hanzo/wire';" },
    says: /may not import "@hanzo\/wire"/,
  },
  {
    what: 'a dynamic import',
    files: { 'src/a.ts': "const x = await import('@hanzo/worker');" },
    says: /may not import "@hanzo\/worker"/,
  },
  {
    what: 'a side effect import',
    files: { 'src/a.ts': "import '@hanzo/worker';" },
    says: /may not import "@hanzo\/worker"/,
  },
  {
    what: 'an import type',
    files: { 'src/a.ts': "let x: import('@hanzo/worker').X;" },
    says: /may not import "@hanzo\/worker"/,
  },
  {
    what: 'a require',
    files: { 'src/a.ts': "const x = require('@hanzo/worker');" },
    says: /may not import "@hanzo\/worker"/,
  },
  {
    what: 'the testkit in product code',
    files: { 'src/a.ts': "import { x } from '@hanzo/testkit';" },
    says: /may not import "@hanzo\/testkit"/,
  },
  { what: 'the command line', files: { 'src/a.ts': "import { x } from 'hanzo';" }, says: /may not import "hanzo"/ },
  {
    what: 'a package that does not exist',
    files: { 'src/a.ts': "import { x } from '@hanzo/utils';" },
    says: /no package "@hanzo\/utils"/,
  },
  {
    what: 'a deep path',
    files: { 'src/a.ts': "import { x } from '@hanzo/contracts/src/task.ts';" },
    says: /goes inside a package/,
  },
  {
    what: 'a relative way out',
    files: { 'src/a.ts': "import { x } from '../../contracts/src/task.ts';" },
    says: /leaves the package/,
  },
  {
    what: 'an undeclared library',
    files: { 'src/a.ts': "import { z } from 'zod';" },
    says: /"zod" is not in the dependencies/,
  },
  {
    what: 'an undeclared package of ours',
    dependencies: [],
    files: { 'src/a.ts': "import { x } from '@hanzo/contracts';" },
    says: /is not in the dependencies/,
  },
  {
    what: 'a forbidden dependency',
    dependencies: ['@hanzo/contracts', '@hanzo/mesh'],
    files: {},
    says: /package\.json: router may not import "@hanzo\/mesh"/,
  },
  {
    what: "another package's library",
    dependencies: ['protobufjs'],
    files: { 'src/a.ts': "import pb from 'protobufjs/minimal.js';" },
    says: /only wire may import "protobufjs"/,
  },
  {
    what: "another package's scope",
    dependencies: ['@libp2p/tcp'],
    files: {},
    says: /only mesh may import "@libp2p\/tcp"/,
  },
  { what: 'the openai client', dependencies: ['openai'], files: {}, says: /only models may import "openai"/ },
  {
    what: 'models without an entry',
    folder: 'cli',
    dependencies: ['@hanzo/models'],
    files: { 'src/a.ts': "import { x } from '@hanzo/models';" },
    says: /import one of "@hanzo\/models\/openai", "@hanzo\/models\/anthropic", "@hanzo\/models\/llama"/,
  },
  {
    what: 'models in a worker',
    folder: 'worker',
    files: { 'src/a.ts': "import { x } from '@hanzo/models/llama';" },
    says: /worker may not import "@hanzo\/models"/,
  },
  {
    what: 'models in the coordinator',
    folder: 'coordinator',
    files: { 'src/a.ts': "import { x } from '@hanzo/models/openai';" },
    says: /coordinator may not import/,
  },
  {
    what: 'models in the orchestrator',
    folder: 'orchestrator',
    files: { 'src/a.ts': "import { x } from '@hanzo/models/openai';" },
    says: /orchestrator may not import/,
  },
  { what: 'a bare built-in', files: { 'src/a.ts': "import { join } from 'path';" }, says: /write "node:path"/ },
  {
    what: 'files in a circle',
    files: {
      'src/a.ts': "import { b } from './sub/b.ts';",
      'src/sub/b.ts': "import type { c } from './c.ts';",
      'src/sub/c.ts': "import { a } from '../a.ts';",
    },
    says: /src\/a\.ts -> src\/sub\/b\.ts -> src\/sub\/c\.ts -> src\/a\.ts/,
  },
  { what: 'a package nobody planned', folder: 'utils', files: {}, says: /packages\/utils is not in/ },
];

function packageWith({ folder = 'router', dependencies = ['@hanzo/contracts'], files }: Breach): PackageSource {
  return { folder, dependencies, files: new Map(Object.entries(files)) };
}

describe('the check of layers', () => {
  it.each(BREACHES.map((breach) => [breach.what, breach] as const))(verifies('layers.caught', '%s'), (_, breach) => {
    expect(checkLayers([packageWith(breach)]).join('\n')).toMatch(breach.says);
  });

  it('lets good imports pass', () => {
    const text = [
      "import { readFileSync } from 'node:fs';",
      "import type { Task } from '@hanzo/contracts';",
      "import { b } from './b.ts';",
      "// import { x } from '@hanzo/mesh';",
      "/** import '@hanzo/mesh' */ const url = 'http://x.test'; // from '@hanzo/worker'",
    ].join('\n');
    expect(checkLayers([packageWith({ what: '', files: { 'src/a.ts': text, 'src/b.ts': '' }, says: /./ })])).toEqual(
      [],
    );
  });

  it('finds a table that points up or sideways', () => {
    const rule = (layer: number, mayImport: string[]): { layer: number; purpose: string; mayImport: string[] } => ({
      layer,
      purpose: '',
      mayImport,
    });
    expect(checkTable({ low: rule(1, ['high']), high: rule(2, ['low', 'high']) })).toHaveLength(2);
  });
});
