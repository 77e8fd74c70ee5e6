import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { walkWorkspace } from '../../src/index.ts';
import { isLikelySecretPath } from '../../src/workspace/likely-secret-path.ts';
import { isSecretName } from '../../src/workspace/skip-rules.ts';
import { toolBench, type ToolBench } from './tool-bench.ts';

const WORDS = 'Zm9vYmFyQmF6MTIzNDU2Nzg5MEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaYWJj';
const KEY = [
  '-----BEGIN RSA PRIVATE KEY-----',
  ...Array.from({ length: 6 }, (_, index) => `${WORDS.slice(index)}${WORDS.slice(0, index)}`),
  'c2hvcnQ=',
  '-----END RSA PRIVATE KEY-----',
];
/** No part of it may be told. */
const PARTS = /Zm9v|YmFy|MTIz|c2hvcnQ|hunter|sk_live_5|wJalr/;

const FILES = {
  'key.txt': ['first', ...KEY, 'last', ''].join('\n'),
  'code.ts': `const pem = [\n${KEY.map((line) => `  '${line}',`).join('\n')}\n];\nconst next = 1;\n`,
  'settings.yml': 'user: ann\npassword: hunter2-9f8e7d6c\nother: 1\n',
  'pay.ts': "const key = 'sk_live_51HG7dkeWqP0mZ9a';\nconst one = 1;\n",
  'aws.txt': 'aws_secret_access_key = wJalrXUtnFEMIaK7MDENGabPxRfiCYzzzzzzKEYq\n',
};

function withSecrets(): ToolBench {
  const at = toolBench(FILES);
  at.git('init', '--quiet');
  at.git('add', '.');
  at.git('commit', '--quiet', '-m', 'all of them\n\npassword: hunter2-9f8e7d6c');
  return at;
}

describe('secrets', () => {
  it(verifies('built-in.secrets'), async () => {
    using at = withSecrets();
    expect((await at.told('read_file', { path: 'key.txt' })).split('\n')).toEqual([
      'key.txt, lines 1 to 11 of 11:',
      '1\tfirst',
      ...Array.from({ length: 8 }, (_, index) => `${index + 2}\t[secret]`),
      '10\t-----END RSA PRIVATE KEY-----',
      '11\tlast',
      '8 lines look like a secret: [secret] stands there instead.',
    ]);
    expect(await at.told('read_file', { path: 'settings.yml' })).toContain('1\tuser: ann\n2\t[secret]\n3\tother: 1');
    expect(await at.told('read_file', { path: 'code.ts' })).toContain('const next = 1;');
    for (const [path, text] of Object.entries(FILES)) {
      const count = text.split('\n').length - 1;
      for (let line = 1; line <= count; line += 1)
        expect(await at.told('read_file', { path, first_line: line, last_line: line })).not.toMatch(PARTS);
    }
    for (const line of [3, 8, 9]) {
      const range = { path: 'key.txt', first_line: line, last_line: line };
      expect(await at.told('git_show', { ...range, commit: 'HEAD' })).toContain('[secret]');
      expect(await at.told('git_blame', range)).toMatch(/\d\) \[secret\]\n1 line looks/);
    }
    // No text makes it slow.
    using slow = toolBench({ 'a.txt': `${'/'.repeat(500_000)}\n${`${'+/'.repeat(1_900)}!\n`.repeat(500)}` });
    const begin = performance.now();
    await slow.told('read_file', { path: 'a.txt' });
    await slow.told('search_code', { pattern: '!', max_matches: 500 });
    expect(performance.now() - begin).toBeLessThan(3_000);
  });

  it(verifies('built-in.secrets', 'in searches, differences and history'), async () => {
    using at = withSecrets();
    const around = await at.told('search_code', { pattern: 'last|other|one', context: 3 });
    expect(around).toContain('settings.yml-2- [secret]\nsettings.yml:3: other: 1');
    expect(around).not.toMatch(PARTS);
    // Else it could be asked for, character by character.
    for (const pattern of ['password: hunter', 'password: munter', 'Zm9vYmFy', 'sk_live_5'])
      expect(await at.told('search_code', { pattern })).toMatch(/^No match in what tools may see/);
    for (const path of ['key.txt', 'settings.yml']) writeFileSync(join(at.root, path), `new\n${at.read(path)}end\n`);
    writeFileSync(join(at.root, 'pay.ts'), 'const one = 2;\n');
    const now = await at.told('git_diff', {});
    expect(now).toContain('-[secret]\n-const one = 1;\n+const one = 2;');
    for (const text of [now, await at.told('git_show', { commit: 'HEAD' }), await at.told('git_log', {})])
      expect(text).not.toMatch(PARTS);
    const masked = { path: 'settings.yml', content: 'user: bob\n[secret]\nother: 1\n' };
    expect((await at.call('write_file', masked)).text).toContain('"[secret]" stands for something in settings.yml');
  });

  it(verifies('built-in.secrets', 'by names'), () => {
    const secret =
      '.env~ .env.bak .env-prod .env.local prod.env .env.swp ..env.swp .env.bak~ .pgpass .my.cnf .netrc.bak _netrc #id_rsa# ' +
      'id_rsa~ wp-config.php wp-config.php.bak a.tfvars a.tfvars.json a.tfstate a.tfstate.backup .vault-token credentials.yml ' +
      'google-credentials.json server.key.old server.pem.2024 .id_rsa.swp kubeconfig .npmrc.orig';
    const plain =
      '.env.example .env.sample .env-template environment.ts credentials.ts env.md a.tf index.php key.ts keys.md id_rsa.pub ' +
      'swp.ts backup.bak notes~ page.tmp tokens.json .envoy.yaml';
    expect(secret.split(' ').filter((name) => !isSecretName(name))).toEqual([]);
    expect(plain.split(' ').filter((name) => isSecretName(name))).toEqual([]);
  });

  it(verifies('built-in.secrets', 'by their places'), async () => {
    const secret =
      'config/secrets.yml secrets.json app.secrets.toml secrets.production.yaml secrets.yml.bak .docker/config.json env.production ' +
      'key.pem.txt .env.txt .bash_history .psql_history local.settings.json token.json passwords.csv .m2/settings.xml ' +
      'shop-firebase-adminsdk-x1.json vpn/home.ovpn auth.json';
    const plain =
      'secrets.ts secrets.example.yml docs/secrets.md tokens.json config.json .docker/Dockerfile settings.xml environment.ts ' +
      'history.ts passwords.ts lang/en/auth.json a.txt';
    const [hidden, seen] = [secret.split(' '), plain.split(' ')];
    expect(hidden.filter((path) => !isLikelySecretPath(path))).toEqual([]);
    expect(seen.filter((path) => isLikelySecretPath(path))).toEqual([]);
    using at = toolBench({ 'config/secrets.yml': 'a: 1\n', 'a.ts': '' });
    expect((await at.call('read_file', { path: 'config/secrets.yml' })).text).toContain('it may hold secrets');
    expect((await walkWorkspace(at.root, undefined)).skipped).toContainEqual({
      path: 'config/secrets.yml',
      reason: 'may hold secrets',
    });
  });
});
