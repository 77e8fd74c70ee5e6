import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { guardChanges, type GuardContext, SecretLines, TASK_LIMITS } from '../src/index.ts';

const CONTEXT: GuardContext = {
  named: new Set(),
  limits: TASK_LIMITS,
  licence: { spdx: undefined, notices: [] },
  newPackages: [],
};

function faults(before: string, after: string): readonly string[] {
  const found = guardChanges([{ path: 'src/a.ts', before, after }], ['secrets'], CONTEXT);
  return found.map((one) => `${one.guard} ${one.path}:${one.line} ${one.reason}`);
}

/** In pieces, so that nobody takes this file for one that holds a key. */
const joined = (...parts: readonly string[]): string => parts.join('');

describe('kinds of secrets', () => {
  it.each([
    joined('dop_v1_', '9f86d081884c7d65'.repeat(4)),
    joined('shpat_', 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6'),
    joined('dckr_pat_', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0'),
    joined('hvs.', 'CAESIQm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3'),
    joined('gsk_', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8AqQm7Zr2Xw9Tk4'),
    joined('GOCSPX-', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0F'),
    joined('ya29.', 'a0AfH6SMBQm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8AqQm7Z'),
    joined('glrt-', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy'),
    joined('whsec_', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8Aq'),
    joined('7129386450:AA', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8AqZ'),
    joined('discord.com/api/webhooks/112/', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8AqQm7Zr2Xw9Tk4'),
    joined('https://api.internal/v1?access_token=', 'Qm7Zr2Xw9Tk4'),
    joined('Authorization: token ', 'Qm7Zr2Xw9Tk4'),
    joined('eyJhbGciOiJSU0EtT0FFUCJ9', '.OKOawDo13gRp2ojaHV7L.48V1_ALb6US04U3b.5eym8TW_c8SuK0lt.XFBoMYUZodetZdvT'),
  ])(verifies('guardrails.secrets', 'as %s, in code too'), (secret) => {
    const found = faults('', `// see ${secret}\n`);
    expect(found).toEqual([expect.stringMatching(/^secrets src\/a\.ts:1 The added line holds/)]);
    expect(found.join()).not.toContain(secret);
  });

  it(verifies('guardrails.secrets', 'and not what looks alike in code'), () => {
    const harmless = [
      'const url = `/search?token=${token}&sort=name`;',
      "fetch('/api/v1/login?signature=none&next=home');",
      "headers.set('Authorization', `token ${token2}`);",
      'authorization: tokenOf(request2),',
      "const id = '1234567890:abcdef';",
      "expect(url).toBe('/callback?access_token=test-token-1');",
      'const credential: X509Credential = new X509Credential();',
      "const hvs = 'hvs.short';",
      "import { gsk_widget } from './gsk_widget_2.js';",
      'process.env.API_KEY = undefined;',
    ];
    for (const line of harmless) expect([line, faults('', `${line}\n`)]).toEqual([line, []]);
  });

  it(verifies('guardrails.secrets', 'beside an example of one'), () => {
    const token = joined('ghp_', 'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8AqZ5Lm');
    const secret = [
      `GITHUB ghp_${'x'.repeat(36)} -> ${token}`,
      `AKIA${'IOSFODNN7EXAMPLE'} old, new ${joined('AKIA', 'Z7QK2M9TPW4RXN5B')}`,
      "const password = 'example-9f8e7d6c5b4a';",
      "const apiKey = '/7fK9xQ2mZpLw8';",
      "const apiKey = '@S3cr3tPass99';",
      joined("const url = 'postgres://shop:s3cretpw9@localhost.", "prod.net/shop';"),
    ];
    for (const line of secret) expect([line, faults('', `${line}\n`).length]).toEqual([line, 1]);
    const harmless = [
      `const key = 'AKIA${'IOSFODNN7EXAMPLE'}';`,
      `const key = 'wJalrXUtnFEMIaK7MDENGabPxRfiCY${'EXAMPLEKEY'}';`,
      "const password = 'your-password-2024';",
      "const token = './tokens/own2.json';",
      "const token = '@hanzo/tools2';",
      "const api_key = 'sk-1234567890abcdefghijklmnopqrstuvwxyz';",
      '<div class="sk-loading-animation-with-many-small-words">',
    ];
    for (const line of harmless) expect([line, faults('', `${line}\n`)]).toEqual([line, []]);
  });

  it(verifies('built-in.secrets', 'within a log, and what they look like'), () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
    const key = [joined('-----BEGIN PRIV', 'ATE KEY-----'), body, body, 'c2hv'];
    const logged = [
      'start',
      ...key.map((line) => `12:00:01 web | ${line}`),
      '12:00:02 web | done',
      'someCallWithLongName();',
    ];
    const secrets = new SecretLines(logged, '');
    expect(logged.map((_, index) => secrets.what(index))).toEqual([
      undefined,
      'the beginning of a private key',
      'a part of a private key',
      'a part of a private key',
      'a part of a private key',
      undefined,
      undefined,
    ]);
    // Code that speaks of keys holds none.
    const code = [
      `if (text.includes('${key[0] ?? ''}'))`,
      '  return readTheWholeKeyFromHere(text);',
      'const next = 1;',
    ];
    const own = new SecretLines(code, 'a.ts');
    expect([own.has(1), own.has(2)]).toEqual([false, false]);
    // Plain words are a secret where an environment says so, and an example nowhere.
    const environment = [
      'DB_PASSWORD=correcthorse',
      'TOKEN=changeme',
      'MAX_TOKEN=4096',
      'SECRET=${FROM_VAULT}',
      'API_KEY=',
    ];
    const env = new SecretLines(environment, '');
    expect(environment.filter((_, index) => env.has(index))).toEqual(['DB_PASSWORD=correcthorse']);
  });
});
