import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Preset, PresetParameters } from '../preset.ts';
import { confinedNode } from './confined-node.ts';
import { webUrl, wrongValue } from './values.ts';

const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);
const URL_EXAMPLE = 'https://api.shop.example';
const SPEC = './openapi.yaml';
const HEADERS = 'Authorization:Bearer ${SHOP_TOKEN}';

export const openapiPreset: Preset = {
  name: 'openapi',
  purpose:
    'Calls an HTTP API: one tool for each operation that its OpenAPI document describes. Each call is asked for; --param methods=get ' +
    'leaves out those that change something.',
  package: 'openapi',
  parameters: [
    { name: 'url', purpose: 'where the API is', example: URL_EXAMPLE, required: true },
    { name: 'spec', purpose: 'its OpenAPI document: a file, or a URL', example: SPEC, required: true },
    { name: 'headers', purpose: 'sent with each call, separated by commas', example: HEADERS },
    { name: 'methods', purpose: 'only operations of these, separated by commas', example: 'get,head' },
  ],
  async entry(parameters, place, { cwd }) {
    const url = webUrl('url', parameters['url'] ?? '', URL_EXAMPLE);
    const spec = await specOf(parameters['spec'] ?? '', cwd);
    const { headers } = parameters;
    return {
      ...confinedNode(place, methodsOf(parameters), { reads: spec.file === undefined ? [] : [spec.file] }),
      env: {
        API_BASE_URL: url,
        OPENAPI_SPEC_PATH: spec.file ?? spec.url,
        ...(headers !== undefined && { API_HEADERS: headersOf(headers) }),
        VERBOSE: 'false',
      },
      // Whatever its tools are called, they say nothing of what they do: each is `network`.
      hanzo: {},
    };
  },
};

type Spec = { readonly file: string } | { readonly file?: undefined; readonly url: string };

async function specOf(text: string, cwd: string): Promise<Spec> {
  if (/^https?:\/\//i.test(text)) return { url: webUrl('spec', text, SPEC) };
  const file = resolve(cwd, text);
  if (file.includes('${')) throw wrongValue('spec', 'is a file without variables, or a URL', SPEC);
  if ((await stat(file).catch(() => undefined))?.isFile() !== true)
    throw wrongValue('spec', `there is no file ${file}`, SPEC);
  return { file };
}

function headersOf(text: string): string {
  const wrong = text.split(',').find((pair) => !/^\s*[A-Za-z0-9!#$%&'*+.^_`|~-]+\s*:\s*\S/.test(pair));
  // It may be a secret: it is not repeated.
  if (wrong !== undefined) throw wrongValue('headers', 'is no list of Name:value', HEADERS);
  return text;
}

function methodsOf({ methods }: PresetParameters): readonly string[] {
  if (methods === undefined) return [];
  const wanted = methods.split(',').map((method) => method.trim().toLowerCase());
  const wrong = wanted.find((method) => !METHODS.has(method));
  if (wrong !== undefined) throw wrongValue('methods', `${JSON.stringify(wrong)} is no method of HTTP`, 'get,head');
  return wanted.map((method) => `--operation=${method}`);
}
