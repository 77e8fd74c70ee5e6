import { describe, expect, it } from 'vitest';
import { rateLimited, startApiStandIn, type ApiStandInOptions, type BackgroundFate } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';

const start = (options: Partial<ApiStandInOptions> = {}): ReturnType<typeof startApiStandIn> =>
  startApiStandIn({ script: () => ({ kind: 'text', text: 'ok' }), ...options });

const ASK = { model: 'gpt-4o', input: 'hi', background: true, store: true };

async function ask(url: string, body: object = ASK): Promise<Readonly<Record<string, unknown>>> {
  return await bodyOf(await fetch(`${url}/responses`, { method: 'POST', body: JSON.stringify(body) }));
}

async function about(url: string, id: unknown, method = 'GET', action = ''): Promise<Response> {
  return await fetch(`${url}/responses/${String(id)}${action}`, { method });
}

async function bodyOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

describe('answers in the background', () => {
  it(verifies('stand-in.background'), async () => {
    const fates: readonly BackgroundFate[] = ['queued', 'working', rateLimited(3), 'ended'];
    await using api = await start({ background: ({ look }) => fates[look - 1] });
    const { id, status, background } = await ask(api.baseUrl);
    expect([status, background]).toEqual(['queued', true]);
    const seen = [];
    for (const _ of fates) seen.push(await about(api.baseUrl, id));
    expect(seen.map((response) => response.status)).toEqual([200, 200, 429, 200]);
    expect((await Promise.all(seen.map(bodyOf))).map((body) => body['status'])).toEqual([
      'queued',
      'in_progress',
      undefined,
      'completed',
    ]);
    expect(api.charges).toHaveLength(1);
    expect(await bodyOf(await about(api.baseUrl, id, 'DELETE'))).toEqual({ id, object: 'response', deleted: true });
    expect((await about(api.baseUrl, id)).status).toBe(404);
    expect(api.background).toEqual([{ id, looks: 4, isCancelled: false, isDeleted: true }]);
  });

  it(verifies('stand-in.background', 'by the pace of its reply'), async () => {
    await using api = await start({ script: () => ({ kind: 'text', text: 'ok', firstPieceMs: 60_000 }) });
    const { id } = await ask(api.baseUrl);
    expect(await bodyOf(await about(api.baseUrl, id))).toMatchObject({ status: 'in_progress', output: [] });
    expect(await bodyOf(await about(api.baseUrl, id, 'POST', '/cancel'))).toMatchObject({ status: 'cancelled' });
    expect(await bodyOf(await about(api.baseUrl, id))).toMatchObject({ status: 'cancelled' });
    expect(api.background).toMatchObject([{ isCancelled: true }]);
  });

  it(verifies('stand-in.background', 'not where it is refused or unknown'), async () => {
    await using refusing = await start({ background: 'refused' });
    expect(await ask(refusing.baseUrl)).toMatchObject({ error: { param: 'background', code: 'unknown_parameter' } });
    expect(refusing.charges).toEqual([]);
    await using ignoring = await start({ background: 'ignored' });
    expect(await ask(ignoring.baseUrl)).toMatchObject({ status: 'completed', background: false });
    await using gone = await start({ background: () => 'gone', apiKey: 'sk-one' });
    expect((await about(gone.baseUrl, 'resp_1')).status).toBe(401);
  });
});
