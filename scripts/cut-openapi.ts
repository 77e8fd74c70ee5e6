/**
 * Cuts the schemas that our requests and the stand-in's answers use out of OpenAI's published description, for the
 * contract test:
 *
 *     git clone https://github.com/openai/openai-openapi
 *     node scripts/cut-openapi.ts openai-openapi/openapi.json "$(git -C openai-openapi rev-parse HEAD)"
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { runScript } from './lib/run-script.ts';

const TO = join(import.meta.dirname, '../test/contract/openai-subset.json');

/** What goes over the wire as a whole; everything that these refer to comes along. */
const ROOTS = [
  'CreateResponse',
  'Response',
  'ResponseStreamEvent',
  'CreateChatCompletionRequest',
  'CreateChatCompletionResponse',
  'CreateChatCompletionStreamResponse',
  'CreateBatchRequest',
  'Batch',
  'OpenAIFile',
  'ListModelsResponse',
  'ErrorResponse',
];

/** Texts for people and for generators; they check nothing. */
const LEFT_OUT = new Set(['description', 'example', 'examples', 'title', 'deprecated', 'discriminator']);

const NOTICE = [
  "A subset of the schemas of OpenAI's API description, unchanged but for texts, examples and generator hints.",
  'Copyright (c) OpenAI (https://openai.com). MIT License:',
  'Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated',
  'documentation files (the "Software"), to deal in the Software without restriction, including without limitation the',
  'rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to',
  'permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright',
  'notice and this permission notice shall be included in all copies or substantial portions of the Software. THE',
  'SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE',
  'WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR',
  'COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR',
  'OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.',
].join(' ');

type Schemas = Readonly<Record<string, unknown>>;

await runScript('cut-openapi', () => {
  const [path, commit] = process.argv.slice(2);
  if (path === undefined || commit === undefined || !/^[0-9a-f]{40}$/.test(commit)) {
    throw new HanzoError('USAGE', 'It needs the description and its commit: cut-openapi.ts openapi.json <commit>');
  }
  const all = schemasIn(JSON.parse(readFileSync(path, 'utf8')));
  const cut = {
    notice: NOTICE,
    source: { repository: 'https://github.com/openai/openai-openapi', file: 'openapi.json', commit },
    components: { schemas: closure(all, ROOTS) },
  };
  writeFileSync(TO, `${JSON.stringify(cut, null, 1)}\n`);
  console.log(`cut-openapi: ${Object.keys(cut.components.schemas).length} schemas`);
});

function schemasIn(description: unknown): Schemas {
  const bag = (value: unknown): Schemas => (typeof value === 'object' && value !== null ? (value as Schemas) : {});
  return bag(bag(bag(description)['components'])['schemas']);
}

/** The schemas and all that they refer to, in the order of their names. */
function closure(all: Schemas, roots: readonly string[]): Schemas {
  const found = new Map<string, unknown>();
  const open = [...roots];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    if (!Object.hasOwn(all, name))
      throw new HanzoError('INTERNAL', `The description has no schema "${name}" any more.`);
    const schema = trimmed(all[name]);
    found.set(name, schema);
    open.push(...references(schema));
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without what checks nothing. A property may be called "title": names of properties stay. */
function trimmed(node: unknown, isNames = false): unknown {
  if (Array.isArray(node)) return node.map((each) => trimmed(each));
  if (typeof node !== 'object' || node === null) return node;
  const kept = Object.entries(node).filter(([key]) => isNames || (!LEFT_OUT.has(key) && !key.startsWith('x-')));
  return Object.fromEntries(kept.map(([key, value]) => [key, trimmed(value, !isNames && key === 'properties')]));
}

function references(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(references);
  if (typeof node !== 'object' || node === null) return [];
  const own = '$ref' in node && typeof node.$ref === 'string' ? [node.$ref.replace('#/components/schemas/', '')] : [];
  return [...own, ...Object.values(node).flatMap(references)];
}
