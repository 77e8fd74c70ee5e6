import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { prepareDelegation, renderRequest } from '../../src/index.ts';
import { cleanDiff, fitting, sendableLines, sendableText } from '../../src/redact/sendable.ts';
import type { Clues } from '../../src/words.ts';
import { candidate, folderWith, SIGNAL, type Folder } from './folder.ts';

const WORD = 'S3cr3tPass99';

async function documentOf(at: Folder, clues: Partial<Clues>, contextTokens = 10_000): Promise<string> {
  const request = await prepareDelegation({
    clues: { issue: 'The login fails', attemptedFixes: [], ...clues },
    wishes: [],
    gathers: true,
    contextTokens,
    workspace: await at.workspace(),
    signal: SIGNAL,
  });
  return renderRequest(request);
}

/** Lines of a key as a machine makes them, none like the other. */
function keyLines(count: number): readonly string[] {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let seed = 7;
  const next = (): string => signs.charAt(((seed = (seed * 1103515245 + 12345) % 2147483648) >> 8) & 63);
  const line = (chars: number): string => Array.from({ length: chars }, next).join('');
  const body = [...Array.from({ length: count }, () => line(64)), `${line(22)}==`];
  return [`-----BEGIN RSA PRIV${'ATE KEY'}-----`, ...body, '-----END RSA PRIVATE KEY-----'];
}

const isWhole = (text: string): boolean => !/[A-Za-z0-9+/]{20}/.test(text.replaceAll('PRIVATEKEY', ''));

describe('secrets', () => {
  it(verifies('delegate-request.redacted-reasons'), async () => {
    using at = folderWith({ 'conf/app.yml': 'password: hunter2abc9x\n', 'src/login.ts': 'export const login = 1;\n' });
    const logs = 'login failed password: hunter2abc9x user=svc';
    const document = await documentOf(at, { issue: 'The login of conf/app.yml fails', logs });
    expect(document).toContain('conf/app.yml');
    expect(document).not.toMatch(/hunter2abc9x|hunter/);
    // Of a file that nobody has looked into, too.
    const left = await documentOf(at, { issue: 'The login of conf/app.yml fails', logs }, 100);
    expect(left).toMatch(/conf\/app\.yml[^\n]*no room/);
    expect(left).not.toContain('hunter');
    // Nor where somebody has written it without its name.
    const said = await documentOf(at, { context: 'He typed `hunter2abc9x` in conf/app.yml' });
    expect(said).toContain('conf/app.yml');
    expect(said).not.toMatch(/(?:uses|says|holds) [^\n]*hunter/);
    const reasons = [
      { kind: 'text' as const, words: 'uses hunter2abc9x, login' },
      { kind: 'definition' as const, words: 'defines hunter2abc9x' },
      { kind: 'diff' as const, words: 'changed since the last commit' },
    ];
    const packed = await at.pack([], [{ ...candidate('conf/app.yml', 1), reasons }]);
    expect(packed.files[0]?.because).toBe('uses login; changed since the last commit');
  });

  it(verifies('delegate-request.redacted-parts'), () => {
    const key = keyLines(26);
    const stamped = key.map(
      (line, at) => `2026-01-01T00:00:${10 + at}.${'123456789'.slice(at % 5)}Z web-${at} ${line}`,
    );
    const docker = key.map((line) =>
      JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-01-01T00:00:00Z' }),
    );
    const others = stamped.flatMap((line, at) => (at % 4 === 0 ? [line, '12:00 db | checkpoint complete'] : [line]));
    for (const block of [key, stamped, docker, others]) {
      expect(isWhole(sendableText(['start', ...block, 'end'].join('\n'), 'logs').text)).toBe(true);
      // Wherever its beginning or its end is out of sight, and both.
      for (const [from, to] of [
        [1, undefined],
        [9, undefined],
        [0, -9],
        [5, -5],
      ] as const)
        expect(isWhole(sendableText(block.slice(from, to).join('\n'), 'logs').text)).toBe(true);
    }
    for (let offset = 0; offset < 60; offset += 3) {
      const around = (count: number): readonly string[] =>
        Array.from({ length: count }, (_, at) => `line ${at} is plain`);
      const text = [...around(30 + offset), ...stamped, ...around(300)].join('\n');
      const sent = sendableText(text, 'logs', 1_200);
      expect([offset, sent.isCut, isWhole(sent.text)]).toEqual([offset, true, true]);
    }
    // It takes no longer for being no key.
    const slow = Array.from({ length: 60 }, () => `${key[0] ?? ''}\nAb: ${' '.repeat(3_900)}x y"z`).join('\n');
    const begin = performance.now();
    sendableText(slow, 'logs');
    expect(performance.now() - begin).toBeLessThan(500);
    const code = ['const a = read("-----BEGIN PRIVATE KEY-----");', 'return parse(a);', 'const next = 1;'];
    expect(sendableLines(code, 'a.ts').hidden.map(({ index }) => index)).toEqual([0]);
    const hashes = ['a', 'b'].map((one) => `<link integrity="sha384-${(keyLines(1)[1] ?? '').replace(/^./, one)}">`);
    expect(sendableLines(hashes, 'a.html').hidden).toEqual([]);
  });

  it(verifies('delegate-request.redacted-passwords'), () => {
    const logged = [
      `ran: app --password ${WORD}`,
      `mysql -u root -p${WORD} shop`,
      `curl -u admin:${WORD} http://api`,
      `<password>${WORD}</password>`,
      `root:${WORD}@tcp(db)/shop`,
      `postgres://u:${WORD}@localhost:5433`,
      `postgres://u:${WORD}@localhost.prod.net`,
      'user=ann password=CorrectHorseBattery, retrying',
      'password=P$ssw9(rd{;x',
      'password="my S3cret9 pass"',
      'PGPASSWORD=hunter psql',
      'token=a1b2c3',
      '{"user":"ann","password":"CorrectHorse"}',
      'Server=db;Uid=sa;Pwd=S3cr3t!;',
      "CREATE USER ann IDENTIFIED BY 'hunter22'",
      'sshpass -p hunter22 ssh host',
      `user=ann\rpassword=${WORD}\rnext=1`,
    ];
    expect(sendableLines(logged, '').hidden.map(({ index }) => index)).toEqual([...logged.keys()]);
    const settings: readonly (readonly [string, string])[] = [
      ['app.yml.j2', 'password: correcthorse'],
      ['app.gotmpl', 'db_password: CorrectHorse'],
      ['README.md', 'password: correcthorse'],
      ['main.hcl', 'password = "correct horse battery"'],
      ['Dockerfile', 'ENV DB_PASSWORD correcthorse'],
      ['web.config', '<add key="DbPassword" value="correcthorse"/>'],
      ['a.ipynb', `    "password = \\"${WORD}\\"\\n",`],
      ['config.json', '{"auths":{"x":{"auth":"dXNlcjpwYXNzd29yZA=="}}}'],
    ];
    for (const [path, line] of settings) expect([line, sendableLines([line], path).hidden.length]).toEqual([line, 1]);
    const below = [
      'password:',
      `  ${WORD}`,
      '- name: DB_PASSWORD',
      '  value: Correct!Horse',
      '<key>ApiToken</key>',
      '<string>abc123def</string>',
    ];
    expect(sendableLines(below, 'a.yml').hidden.map(({ index }) => index)).toEqual([1, 3, 5]);
  });

  it(verifies('delegate-request.not-redacted', 'though it speaks of passwords'), () => {
    const plain = [
      'const password = getPassword();',
      'password: string;',
      'connect(password=db_password, token=access_token)',
      'client = Client(token=settings.TOKEN)',
      'def login(password: Optional[str] = None)',
      "fetch(url, { credentials: 'same-origin' })",
      'SyntaxError: Unexpected token: Identifier',
      'password: incorrect',
      '  "password": "[FILTERED]"',
      '--password PASSWORD, --password string, --token <token>',
      'pass=1250000, 12 pass: 12',
      'password is required: min 8',
      'git@github.com:shop/shop.git, npm install -p package1',
      'http://localhost:8080/@scope/x',
      'const { password } = req.body;',
      'class="sk-loading-animation-with-many-small-words"',
      'Enter the password:',
      'ok',
    ];
    expect(sendableLines(plain, '').hidden).toEqual([]);
    const settings = [
      'password: ${DB_PASSWORD}',
      'password: {{ .Values.password }}',
      'token: ${{ secrets.TOKEN }}',
      'existingSecret: my-release-2',
      '"auth-token": "^4.0.0"',
      'max_token: 4096',
      'tokenFile: /run/secrets/db_password',
    ];
    expect(sendableLines(settings, 'a.yml').hidden).toEqual([]);
    expect(sendableLines(['"password": "Enter your password"'], 'locales/en.json').hidden).toEqual([]);
  });

  it(verifies('delegate-request.redacted-diff'), () => {
    const secret = 'password: correcthorse';
    const hidden = (diff: readonly string[]): readonly number[] =>
      fitting(cleanDiff(diff.join('\n')), 'diff', Infinity).redactions.map(({ line }) => line);
    // Git ends a name with a blank in it by a tab.
    const blank = ['--- a/my settings.yml\t', '+++ b/my settings.yml\t', '@@ -1 +1,2 @@', ' user: ann', `+${secret}`];
    expect(hidden(blank)).toEqual([5]);
    const removed = [
      '--- a/app.yml',
      '+++ b/app.yml',
      '@@ -1,3 +1,1 @@',
      '--- a/x.ts',
      '-++ b/x.ts',
      `-${secret}`,
      '+user: ann',
    ];
    expect(hidden(removed)).toEqual([6]);
    const next = [
      ...removed,
      'diff --git a/b.ts b/b.ts',
      '--- a/b.ts',
      '+++ b/b.ts',
      '@@ -1 +1 @@',
      '-const password: Text = a;',
      '+const b = 1;',
    ];
    expect(hidden(next)).toEqual([6]);
    const moved = ['--- a/app.yml', '+++ b/app.ts', '@@ -1 +1 @@', `-${secret}`, '+const a = 1;'];
    expect(hidden(moved)).toEqual([4]);
    expect(hidden(['--- a/app.yml', '+++ /dev/null', '@@ -1 +0,0 @@', `-${secret}`])).toEqual([4]);
  });

  it(verifies('delegate-request.redacted-unseen'), () => {
    const key = `sk-proj-${'Qm7Zr2Xw9Tk4Vb7Nc1Hy6Jp3Gd0Fs8Aq'}`;
    const split = `${key.slice(0, 12)}\u200b${key.slice(12)}`;
    const zeros = Array.from(`password=${WORD}`).join('\0');
    expect(sendableLines([`key ${split}`, zeros, 'a\u200bb'], '').lines).toEqual([
      '[secret]',
      '[secret]',
      'a<U+200B>b',
    ]);
  });
});
