import { homedir } from 'node:os';
import { redact } from '@hanzo/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { secretsOfEntry } from '../../src/index.ts';
import { Box, errorOf } from './box.ts';

let box: Box;
beforeEach(() => {
  box = new Box();
});
afterEach(() => box[Symbol.dispose]());

describe('variables', () => {
  it(verifies('mcp.variables'), () => {
    box.user({
      a: {
        command: 'node',
        args: ['--db=${DB:-main.db}', '${workspaceFolder}/x', '${env:DB}-${DB}'],
        env: { H: '${userHome}' },
      },
      b: { url: 'https://${HOST}/mcp', headers: { 'X-A': '${EMPTY:-none}${DB:-}' } },
      c: { command: 'node', env: { T: '${MISSING}' } },
      d: { command: 'node', args: ['${input:token}'] },
      e: { command: 'node', args: ['${MISSING}'], disabled: true },
    });
    const env = { DB: '${HOST}', HOST: 'mcp.example.com', EMPTY: '' };
    const { all } = box.load(env);
    expect(all[0]?.server?.transport).toMatchObject({
      // What a variable holds is not looked at again.
      args: ['--db=${HOST}', `${box.workspace}/x`, '${HOST}-${HOST}'],
      env: { H: homedir() },
    });
    expect(all[1]?.server?.transport).toMatchObject({
      url: 'https://mcp.example.com/mcp',
      headers: { 'X-A': 'none${HOST}' },
    });
    expect(all[2]?.error).toMatchObject({
      message: `${box.userFile}: mcpServers.c.env.T: the variable MISSING is not set.`,
      mend: 'Set MISSING, or give a default: ${MISSING:-value}',
    });
    expect(all[3]?.error?.message).toContain('"${input:token}" is no variable');
    expect(all[4]?.state).toBe('disabled');
    expect(all.map(({ variables }) => variables)).toEqual([
      ['DB'],
      ['HOST', 'EMPTY', 'DB'],
      ['MISSING'],
      [],
      ['MISSING'],
    ]);
  });

  it(verifies('mcp.variables', 'a URL is checked with them'), () => {
    box.user({ a: { url: '${BASE}' } });
    expect(box.one('a', { BASE: 'https://x.example/mcp' }).state).toBe('enabled');
    expect(box.one('a', { BASE: 'javascript:alert(1)' }).error?.message).toContain('is not an http or https URL');
    expect(box.one('a', { BASE: 'https://u:p@x.example' }).error?.message).toContain('user name or password');
  });

  it(verifies('mcp.secrets-hidden'), () => {
    const env = {
      CRM_TOKEN: 'crm-0a1b2c3d4e5f',
      DB_URL: 'postgres://shop:pa%2Fss-9f8e7d@db.example/shop',
      STYLE: 'frontend-components',
      ODD: 'q7w8e9r0t1y2u3i4o5p6',
    };
    box.user({
      a: { command: 'node', args: ['${DB_URL}', '--password', 'hunter2-abc', '${STYLE}', '${ODD}'] },
      b: { url: 'https://x.example/?api_key=literal-key-77', headers: { Authorization: 'Bearer ${CRM_TOKEN}' } },
    });
    box.load(env);
    const text = [...Object.values(env), 'pa/ss-9f8e7d', 'hunter2-abc', 'literal-key-77', box.workspace].join(' ');
    const shown = redact(text);
    for (const secret of ['crm-0a1b', '9f8e7d', 'hunter2-abc', 'literal-key-77', 'q7w8e9r0'])
      expect(shown).not.toContain(secret);
    expect(shown).toContain('frontend-components');
    expect(shown).toContain(box.workspace);
    expect(shown).toContain('db.example');
  });

  it(verifies('mcp.secrets-hidden', 'a password that is a word is hidden within its URL'), () => {
    const env = { DATABASE_URL: 'postgres://warehouse:warehouse@db.example/shop', DB_PASSWORD: 'postgres' };
    box.user({ a: { command: 'node', args: ['${DATABASE_URL}'], env: { DB_PASSWORD: '${DB_PASSWORD}' } } });
    box.load(env);
    expect(redact(`tool warehouse__execute_sql of postgres: ${env.DATABASE_URL}`)).toBe(
      'tool warehouse__execute_sql of postgres: postgres://[key]db.example/shop',
    );
  });

  it.each([
    ['a header among arguments', { args: ['--header', 'Authorization: Bearer crm-9z8y7x6w'] }, 'crm-9z8y7x6w'],
    ['a header after its option', { args: ['-H', 'x-api-key:crm-1a2b3c4d'] }, 'crm-1a2b3c4d'],
    ['a header in its option', { args: ['--header=X-Auth-Token: crm-2b3c4d5e'] }, 'crm-2b3c4d5e'],
    [
      'the second of some headers',
      { env: { API_HEADERS: 'Accept:text/*,Authorization:Bearer crm-3c4d5e6f' } },
      'crm-3c4d',
    ],
    ['headers with a variable among them', { env: { API_HEADERS: 'X-A:${A},x-api-key:crm-4d5e6f7a' } }, 'crm-4d5e6f7a'],
    ['part of a connection', { env: { CONNECT: 'host=db password=crm!5e6f user=shop' } }, 'crm!5e6f'],
    ['another connection', { args: ['Server=db;Pwd=crm-6f7a8b9c;Database=shop'] }, 'crm-6f7a8b9c'],
    ['JSON', { args: ['{"db": "shop", "apiKey": "crm-7a8b9c0d"}'] }, 'crm-7a8b9c0d'],
    ['a word', { env: { CONNECT: 'host=db password=swordfish' } }, 'password=swordfish'],
    ['a word of a URL', { args: ['postgres://shop:swordfish@db/shop'] }, 'shop:swordfish@'],
    ['a short one of a URL', { args: ['postgres://app:app@db/shop'] }, 'app:app@'],
  ])(verifies('mcp.secrets-hidden', 'within a value: %s'), (_, part, secret) => {
    const entry = { command: 'node', ...part };
    expect(secretsOfEntry(entry)).not.toEqual([]);
    box.user({ a: entry }, 0o644);
    if (process.platform !== 'win32') expect(errorOf(() => box.load()).message).toContain('holds a secret');
    const written = Object.values(part).flatMap((values) => Object.values(values));
    expect(redact(written.join('\n'))).not.toContain(secret);
    // A word is one only where it stands.
    expect(redact('a swordfish at /app/')).toBe('a swordfish at /app/');
  });

  it.each([
    ['variables', { args: ['--header', 'Authorization: Bearer ${CRM_TOKEN}'], env: { C: 'password=${PW:-}' } }],
    [
      'settings',
      { args: ['--max-tokens=4096', 'token-file=/run/secrets/crm', 'ssh-key: ./id'], env: { H: 'a:b,c:d' } },
    ],
    ['addresses', { args: ['https://db.example:8080/a?b=c', 'C:\\keys\\a', 'host=db user=shop', '12:30:15'] }],
  ])(verifies('mcp.secrets-hidden', 'and %s are none'), (_, part) => {
    expect(secretsOfEntry({ command: 'node', ...part })).toEqual([]);
  });

  it(verifies('mcp.secrets-hidden', 'by where they are put, whatever the variable is called'), () => {
    const env = {
      ARG: 'plain-words-one',
      HEADER: 'plain-words-two',
      QUERY: 'plain-words-three',
      OTHER: 'plain-words-four',
    };
    box.user({
      a: { command: 'node', args: ['--password', '${ARG}', '--name=${OTHER}'] },
      b: { url: 'https://x.example/?token=${QUERY}', headers: { Authorization: 'Bearer ${HEADER}' } },
    });
    box.load(env);
    expect(redact(Object.values(env).join(' '))).toBe('[key] [key] [key] plain-words-four');
  });
});
