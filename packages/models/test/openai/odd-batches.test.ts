import { expect, it } from 'vitest';
import type { BatchResult } from '@hanzo/contracts';
import { createOpenAiBatch } from '../../src/openai/index.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { KEY } from './ask.ts';

const { signal } = new AbortController();

type Line = Readonly<Record<string, unknown>>;

const request = (id: string): Line => ({ custom_id: id, body: { model: 'asked', max_tokens: 50 } });
const done = (id: string, output: number, text = `${output}`): Line => ({
  custom_id: id,
  response: {
    status_code: 200,
    body: {
      id: 'c',
      model: 'served',
      choices: [{ index: 0, message: { content: text }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: output },
    },
  },
});
const expired = (id: string): Line => ({ custom_id: id, error: { code: 'batch_expired', message: 'Late.' } });

interface Files {
  readonly status?: string;
  readonly completed?: number;
  readonly input?: readonly Line[] | 'gone';
  readonly output?: readonly Line[];
  readonly error?: readonly Line[];
}

/** What became of a batch whose files are these. */
async function readResults({ status = 'completed', completed = 0, ...files }: Files): Promise<string> {
  const { input = [request('a'), request('b')], output, error } = files;
  const batch = {
    id: 'b1',
    status,
    model: 'served',
    input_file_id: 'input',
    ...(output && { output_file_id: 'output' }),
    ...(error && { error_file_id: 'error' }),
    request_counts: { total: 2, completed, failed: 0 },
  };
  const contents: Readonly<Record<string, readonly Line[] | 'gone' | undefined>> = { input, output, error };
  const fetch: typeof globalThis.fetch = (url) => {
    const name = /files\/(\w+)\/content/.exec(url instanceof Request ? url.url : String(url))?.[1];
    if (name === undefined) return Promise.resolve(Response.json(batch));
    const lines = contents[name];
    if (lines === 'gone') return Promise.resolve(Response.json({ error: { message: 'Gone.' } }, { status: 404 }));
    return Promise.resolve(new Response((lines ?? []).map((line) => JSON.stringify(line)).join('\n')));
  };
  const api = createOpenAiBatch({ apiKey: KEY, baseUrl: 'http://elsewhere/v1', api: 'chat', fetch });
  const state = await api.look('b1', signal);
  return state.kind === 'ended' ? [...state.results].map(said).toSorted().join(', ') : state.kind;
}

function said([id, result]: readonly [string, BatchResult]): string {
  if (result.kind === 'done') return `${id} done ${result.generation.usage.outputTokens}`;
  return `${id} ${result.error.code} ${String(result.error.details['charged'])}`;
}

it.each<readonly [string, Files, string]>([
  [
    'done, and expired in the other file',
    { output: [done('a', 40)], error: [expired('a'), expired('b')] },
    'a done 40, b TIMED_OUT no',
  ],
  [
    'done twice, the dearer one first',
    { output: [done('a', 4000), done('a', 1), done('b', 5)] },
    'a done 4000, b done 5',
  ],
  [
    'done twice, the dearer one last',
    { output: [done('a', 1), done('a', 4000), done('b', 5)] },
    'a done 4000, b done 5',
  ],
  [
    'with 200 and no body',
    { output: [{ custom_id: 'a', response: { status_code: 200 } }, done('b', 5)] },
    'a API_FAILED unknown, b done 5',
  ],
  ['with nothing', { output: [{ custom_id: 'a' }, done('b', 5)] }, 'a API_FAILED unknown, b done 5'],
  [
    'with 400',
    { output: [{ custom_id: 'a', response: { status_code: 400, body: {} } }, done('b', 5)] },
    'a API_REFUSED no, b done 5',
  ],
  ['one line twice, another one missing', { output: [done('a', 4), done('a', 4)] }, 'a done 4, b API_FAILED unknown'],
  [
    'one of a foreign request, another one missing',
    { output: [done('a', 4), done('x', 4)] },
    'a done 4, b API_FAILED unknown, x done 4',
  ],
  ['an unreadable list of requests', { input: 'gone', output: [done('a', 4), done('b', 5)] }, 'a done 4, b done 5'],
  [
    'cancelled, with more done than there are answers',
    { status: 'cancelled', completed: 2 },
    'a CANCELLED unknown, b CANCELLED unknown',
  ],
  [
    'expired, with one more done than there are answers',
    { status: 'expired', completed: 2, output: [done('a', 4)] },
    'a done 4, b TIMED_OUT unknown',
  ],
  [
    'expired, with as many done as there are answers',
    { status: 'expired', completed: 1, output: [done('a', 4)] },
    'a done 4, b TIMED_OUT no',
  ],
])(verifies('openai.batch-odd', '%s'), async (_, files, expected) => {
  expect(await readResults(files)).toBe(expected);
});
