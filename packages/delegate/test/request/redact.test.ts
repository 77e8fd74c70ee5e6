import { hideSecret } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { prepareDelegation, renderRequest } from '../../src/index.ts';
import { cleanDiff, fitting, sendableText } from '../../src/redact/sendable.ts';
import type { Delegation } from '../../src/folder/delegation.ts';
import type { DelegationResult } from '../../src/index.ts';
import { candidate, folderWith, SIGNAL } from './folder.ts';
import { delegationOf, resultOf } from './delegations.ts';

/** In two parts: no tool that looks for secrets shall find them in this file. */
const CANARY = `sk-proj-${'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8Aq'}`;
const BODY = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';
const PEM = [
  `-----BEGIN RSA PRIV${'ATE KEY'}-----`,
  BODY,
  BODY.toLowerCase() + BODY.slice(0, 9),
  'c2hv',
  '-----END RSA PRIVATE KEY-----',
];

const whats = (text: string): readonly (readonly [number, string])[] =>
  sendableText(text, 'logs').redactions.map(({ line, what }) => [line, what] as const);

describe('redaction', () => {
  it(verifies('delegate-request.redacted'), async () => {
    const own = 'kX92-own-key-of-hanzo-7f3a';
    hideSecret(own);
    using at = folderWith({
      'named.ts': `one\nconst key = '${CANARY}';\nthree\n`,
      'other.ts': `const key = '${CANARY}';\n\nconst next = 1;\n`,
      'wanted.py': `key = "${CANARY}"\n`,
      'gathered.ts': `// ${CANARY}\n// ${own} stays\n`,
      'key.txt': PEM.join('\n'),
      [`${CANARY}.ts`]: 'x',
    });
    const parent = delegationOf({ id: '20260101_000000', issue: `old ${CANARY}`, attemptedFixes: [`try ${CANARY}`] });
    const analysis = resultOf(`cause\n${CANARY}`, [`fix ${CANARY}`]);
    const delegations = {
      list: async (): Promise<readonly Delegation[]> => await Promise.resolve([parent]),
      readResult: async (): Promise<DelegationResult> => await Promise.resolve(analysis),
    };
    const request = await prepareDelegation(
      {
        clues: {
          issue: `It fails\nwith ${CANARY}`,
          context: `key: ${CANARY}`,
          logs: `a\nb\nAuthorization: Bearer ${CANARY}`,
          attemptedFixes: ['nothing', `used ${CANARY}`],
          diff: `--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-const a = '${CANARY}';\n+const a = 1;\n`,
        },
        wishes: [],
        gathers: true,
        contextTokens: 10_000,
        workspace: await at.workspace(),
        delegations,
        parent: parent.id,
        wanted: ['wanted.py', `${CANARY}.md`],
        questions: [`Is ${CANARY} wrong?`],
        signal: SIGNAL,
      },
      {
        findNamedFiles: async () =>
          await Promise.resolve({
            files: [
              ...['named.ts', 'key.txt', `${CANARY}.ts`].map((path) => ({ path, lines: [] })),
              { path: 'other.ts', lines: [{ first: 2, last: 3 }] },
            ],
            warnings: [{ path: `${CANARY}.txt`, reason: `no ${CANARY}`, nearest: `${CANARY}.ts` }],
            excluded: [],
          }),
        gather: async () =>
          await Promise.resolve([
            { ...candidate('gathered.ts', 1), reasons: [{ kind: 'text' as const, words: `uses ${CANARY}` }] },
          ]),
      },
    );
    const document = renderRequest(request);
    expect(document).not.toContain(CANARY.slice(0, 20));
    expect(JSON.stringify(request)).not.toContain(CANARY.slice(0, 20));
    expect(document).not.toMatch(/MIIEvQ|c2hv/);
    expect(document).not.toContain(own);
    expect(document).toContain('one\n[secret]\nthree');
    expect(document).toContain('// [key] stays');
    expect(document).toContain('-[secret]\n+const a = 1;');
    expect(request.redactions).toEqual(
      expect.arrayContaining([
        { where: 'issue', line: 2, what: 'a key of OpenAI' },
        { where: 'context', line: 1, what: 'a key of OpenAI' },
        { where: 'logs', line: 3, what: 'a key of OpenAI' },
        { where: 'attempted fixes', line: 2, what: 'a key of OpenAI' },
        { where: 'diff', line: 4, what: 'a key of OpenAI' },
        { where: 'questions', line: 1, what: 'a key of OpenAI' },
        { where: 'named.ts', line: 2, what: 'a key of OpenAI' },
        { where: 'key.txt', line: 4, what: 'a part of a private key' },
        { where: 'wanted.py', line: 1, what: 'a key of OpenAI' },
        { where: 'gathered.ts', line: 2, what: 'a key that hanzo knows' },
        { where: 'delegation 20260101_000000', line: 2, what: 'a key of OpenAI' },
      ]),
    );
    // Of what is not sent nothing is told.
    expect(request.redactions.filter(({ where }) => where === 'other.ts')).toEqual([]);
    expect(document).toContain('- `key.txt`, lines 2-4: a part of a private key');
    expect(document).toContain('- `named.ts`, line 2: a key of OpenAI');
  });

  it(verifies('delegate-request.redacted-kinds'), () => {
    const random = 'q8Zr5Lm2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8';
    const secret = [
      `connecting to postgres://shop:${random.slice(0, 9)}@db.internal:5432/shop`,
      `> Authorization: Token ${random}`,
      `authorization: ${random}`,
      `curl -H "X-Api-Key: ${random}" https://api.internal`,
      `Set-Cookie: session=${random}; HttpOnly`,
      `GET /callback?state=1&access_token=${random} 302`,
      'DB_PASSWORD=correcthorse',
      "export GITHUB_TOKEN='plainwords'",
      `2026-01-01 12:00:00 login failed: user=ann password=${random.slice(0, 8)}, retrying`,
      `{"level":"info","api_key":"${random}"}`,
      `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${random}`,
      `AKIA${'Z7QK2M9TPW4RXN5B'} was refused`,
      `using ya29.${random}${random}`,
      `hvs.${random}`,
      `GOCSPX-${random.slice(0, 28)}`,
    ];
    const text = secret.join('\n');
    expect(whats(text).map(([line]) => line)).toEqual(secret.map((_, index) => index + 1));
    // A key of many lines, as it stands in a file, quoted, in a log and in a difference.
    expect(whats(PEM.join('\n')).map(([line]) => line)).toEqual([1, 2, 3, 4]);
    const logged = PEM.map((line) => `web_1  | 2026-01-01T00:00:00Z ${line}`).join('\n');
    expect(whats(`start\n${logged}\nend of it`).map(([line]) => line)).toEqual([2, 3, 4, 5]);
    const diff = `--- a/k.txt\n+++ b/k.txt\n${PEM.map((line) => `-${line}`).join('\n')}`;
    expect(fitting(cleanDiff(diff), 'diff', Infinity).redactions.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
    // Colours do not hide it.
    expect(whats(`AKIA\u001b[31m${'Z7QK2M9TPW4RXN5B'}\u001b[0m`)).toEqual([[1, 'an access key of AWS']]);
  });

  it(verifies('delegate-request.not-redacted'), () => {
    const plain = [
      'Traceback (most recent call last):',
      '  File "src/auth/token.py", line 120, in refresh_token',
      '    raise TokenError("token expired after 3600 s")',
      'KeyError: "password"',
      'at TokenStore.read (file:///projects/shop/src/token-store.ts:41:13)',
      'npm error code ERR_MODULE_NOT_FOUND',
      'POST /api/v1/login?next=/home&lang=de 500 12ms',
      'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      'PWD=/projects/shop',
      'MAX_TOKENS=4096',
      'NODE_ENV=production',
      'commit 4d2f6f8e3b1a0c9d8e7f6a5b4c3d2e1f0a9b8c7d',
      'password: ${DB_PASSWORD}',
      'the secret: keep it simple',
      'HTTP 401 Unauthorized: Bearer token missing',
      '550e8400-e29b-41d4-a716-446655440000',
      'if (!KEY_BEGINS.test("-----BEGIN")) {',
      'thread 140737353971520 waits for lock key=orders_2024',
    ];
    expect(sendableText(plain.join('\n'), 'logs')).toMatchObject({ text: plain.join('\n'), redactions: [] });
  });
});
