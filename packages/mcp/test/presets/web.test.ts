import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { guardFile } from '../../src/presets/guards/guard-file.ts';
import { openPreset, startSite, temporaryFolder } from './open-preset.ts';

/** An article, and an API that says what it was asked. */
const answer: RequestListener = (request, response) => {
  if (request.url === '/article') {
    response.setHeader('content-type', 'text/html');
    response.end('<h1>Tea</h1><p>Pour <b>hot</b> water.</p>');
    return;
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ asked: `${request.method} ${request.url}`, as: request.headers.authorization }));
};

describe.concurrent('fetch', { timeout: 60_000 }, () => {
  it(verifies('presets.fetch'), async () => {
    using home = temporaryFolder();
    await using site = await startSite(answer);
    await using preset = await openPreset('fetch', { private: 'yes' }, home.path);
    expect(preset.effects).toEqual({ fetch_url: 'network' });
    const { text } = await preset.call('fetch_url', { url: `${site.url}/article` });
    expect(text).toContain('Pour **hot** water.');
  });

  it(verifies('presets.fetch-public'), async () => {
    using home = temporaryFolder();
    let asked = 0;
    await using site = await startSite((request, response) => {
      asked += 1;
      answer(request, response);
    });
    const { port } = new URL(site.url);
    await using preset = await openPreset('fetch', {}, home.path);
    const hosts = [
      '127.0.0.1',
      'localhost',
      '0.0.0.0',
      '2130706433',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[64:ff9b::7f00:1]',
    ];
    const far = [
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'http://192.168.1.1/',
      'http://[fd00::1]/',
    ];
    for (const url of [...hosts.map((host) => `http://${host}:${port}/article`), ...far]) {
      const { failed, text } = await preset.call('fetch_url', { url });
      expect(failed, url).toBe(true);
      expect(text, url).toContain('blocked');
    }
    expect(asked).toBe(0);
  });

  it(verifies('presets.fetch-public', 'and to others'), () => {
    // A network for examples: whoever is dialed there does not answer.
    const dialed = `
      const socket = require('node:net').connect({ host: '203.0.113.7', port: 9 });
      socket.once('connectionAttempt', () => { console.log('dialed'); setImmediate(() => process.exit()); });
      socket.once('error', (error) => console.log(error.code));
    `;
    const guard = `--import=${guardFile('public-addresses')}`;
    expect(execFileSync(process.execPath, [guard, '-e', dialed], { encoding: 'utf8' })).toContain('dialed');
  });
});

const SPEC = `openapi: 3.0.0
info: { title: Shop, version: '1' }
paths:
  /items/{id}:
    get:
      operationId: getItem
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok } }
  /items:
    post:
      operationId: addItem
      responses: { '200': { description: ok } }
`;

describe.concurrent('an API with an OpenAPI document', { timeout: 60_000 }, () => {
  it(verifies('presets.openapi'), async () => {
    using home = temporaryFolder();
    writeFileSync(join(home.path, 'shop.yaml'), SPEC);
    await using site = await startSite(answer);
    const parameters = { url: site.url, spec: 'shop.yaml', headers: 'Authorization:Bearer ${SHOP_TOKEN}' };
    await using preset = await openPreset('openapi', parameters, home.path, { SHOP_TOKEN: 'of-the-shop' });
    expect(preset.effects).toEqual({ 'get-item': 'network', 'add-item': 'network' });
    expect((await preset.call('get-item', { id: '7' })).text).toContain('GET /items/7');
    const { text } = await preset.call('add-item');
    expect(text).toContain('POST /items');
    expect(text).toContain('Bearer of-the-shop');
    // What a model writes stays one part of the path.
    expect((await preset.call('get-item', { id: '../admin?all=1' })).text).toContain('GET /items/..%2Fadmin%3Fall%3D1');
  });

  it(verifies('presets.openapi', 'only what reads'), async () => {
    using home = temporaryFolder();
    writeFileSync(join(home.path, 'shop.yaml'), SPEC);
    const parameters = { url: 'http://127.0.0.1:9', spec: 'shop.yaml', methods: 'get' };
    await using preset = await openPreset('openapi', parameters, home.path);
    expect(preset.effects).toEqual({ 'get-item': 'network' });
  });
});
