import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { homePaths } from '@hanzo/config';
import { silentLogger } from '@hanzo/contracts';
import { inspectServer, presetServer, probeOf, serverOfEntry } from '@hanzo/mcp';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { isMissing } from './needed-program.ts';
import { openPreset, presetOptions, startSite, temporaryFolder } from './open-preset.ts';
import { postgresFault, startPostgres } from './postgres-server.ts';

function makeShop(folder: string): string {
  const path = join(folder, 'a shop.db');
  const database = new DatabaseSync(path);
  database.exec(
    "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO item (name) VALUES ('tea'), ('cup')",
  );
  database.close();
  return path;
}

function rowsOf(path: string): unknown {
  const database = new DatabaseSync(path);
  const rows = database.prepare('SELECT name FROM item').all();
  database.close();
  return rows.map((row) => row['name']);
}

describe.concurrent('a SQLite file', { timeout: 60_000 }, () => {
  it(verifies('presets.sqlite'), async () => {
    using home = temporaryFolder();
    const path = makeShop(home.path);
    const before = readFileSync(path);
    await using preset = await openPreset('sqlite', { file: 'a shop.db' }, home.path);
    expect(preset.effects).toEqual({ execute_sql: 'read', search_objects: 'read' });
    const { text } = await preset.call('execute_sql', { sql: 'SELECT id, name FROM item ORDER BY id' });
    expect(JSON.parse(text)).toMatchObject({
      data: { statements: [{ rows: [{ id: 1, name: 'tea' }, { name: 'cup' }] }] },
    });
    expect((await preset.call('search_objects', { object_type: 'table' })).text).toContain('"item"');
    const other = join(home.path, 'other.db');
    const tried = [
      'DELETE FROM item',
      'SELECT 1; DELETE FROM item',
      'WITH gone AS (SELECT 1) DELETE FROM item',
      'PRAGMA query_only = OFF',
      'PRAGMA query_only(0)',
      `ATTACH '${other}' AS other`,
      `VACUUM INTO '${other}'`,
    ];
    for (const sql of tried) expect(await preset.call('execute_sql', { sql }), sql).toMatchObject({ failed: true });
    expect(existsSync(other)).toBe(false);
    expect(readFileSync(path)).toEqual(before);
  });

  it(verifies('presets.sqlite', 'written to where the user says so'), async () => {
    using home = temporaryFolder();
    const path = makeShop(home.path);
    await using preset = await openPreset('sqlite', { file: path, write: 'yes' }, home.path);
    expect(preset.effects).toEqual({ execute_sql: 'write', search_objects: 'read' });
    await preset.call('execute_sql', { sql: "INSERT INTO item (name) VALUES ('pot')" });
    expect(rowsOf(path)).toEqual(['tea', 'cup', 'pot']);
    const other = join(home.path, 'other.db');
    for (const sql of [`ATTACH '${other}' AS other`, `VACUUM INTO '${other}'`])
      expect(await preset.call('execute_sql', { sql }), sql).toMatchObject({ failed: true });
    expect(existsSync(other)).toBe(false);
  });
});

describe.concurrent('a database that is none', { timeout: 60_000 }, () => {
  /** What somebody is told who adds it. */
  async function told(preset: string, parameters: Readonly<Record<string, string>>, home: string): Promise<unknown> {
    const paths = homePaths(home);
    const entry = await presetServer('tried', preset, parameters, presetOptions(home));
    const { mcp: userFile, trustedProjects, mcpPins: pins, mcpFolders: folders } = paths;
    const server = serverOfEntry(entry, { name: 'tried', scope: 'user' }, { userFile, trustedProjects, env: {} });
    const options = { pins, folders, signal: AbortSignal.timeout(60_000), log: silentLogger };
    return await inspectServer(server, { ...options, probe: probeOf(entry) }).catch((error: unknown) => error);
  }

  it(verifies('presets.probe', 'PostgreSQL'), async () => {
    using home = temporaryFolder();
    // A port of this machine where nobody is any more.
    const site = await startSite(() => {});
    await site[Symbol.asyncDispose]();
    const dsn = `${site.url.replace('http', 'postgres')}/shop`;
    expect(await told('postgres', { dsn }, home.path)).toMatchObject({
      code: 'MCP_FAILED',
      message: expect.stringMatching(
        /^tried started, but the database does not answer: Source 'default' is unreachable/,
      ),
      mend: expect.stringContaining('hanzo mcp test tried'),
    });
  });

  it(verifies('presets.probe', 'SQLite'), async () => {
    using home = temporaryFolder();
    writeFileSync(join(home.path, 'notes.txt'), 'tea, cups, and what else there is to be bought\n'.repeat(100));
    expect(await told('sqlite', { file: 'notes.txt' }, home.path)).toMatchObject({
      message: expect.stringMatching(/the database does not answer: .*not a database/),
    });
  });
});

describe.skipIf(isMissing(postgresFault()))('a PostgreSQL database', () => {
  /** dbhub takes each for one reading statement; PostgreSQL would not. */
  const SMUGGLED = [
    'SELECT 1 AS a$b$; COMMIT; DROP TABLE item; SELECT 2 AS b$b$',
    'SELECT 1 AS a$b$; COMMIT; BEGIN READ WRITE; DROP TABLE item; SELECT 2 AS b$b$',
  ];
  const REFUSED = [
    'SELECT 1; DROP TABLE item',
    "SELECT 'x'; COMMIT; DROP TABLE item; --'",
    "SELECT '\\'; COMMIT; DROP TABLE item; --'",
    'WITH gone AS (DELETE FROM item RETURNING 1) SELECT * FROM gone',
    'EXPLAIN ANALYZE DELETE FROM item',
    "SELECT query_to_xml('DELETE FROM item RETURNING 1', true, true, '')",
    "SELECT set_config('transaction_read_only', 'off', false)",
    'SELECT 1 INTO other',
    "COPY item TO PROGRAM 'cat'",
    ...SMUGGLED,
  ];

  it(verifies('presets.postgres'), { timeout: 60_000 }, async () => {
    using home = temporaryFolder();
    await using server = await startPostgres();
    server.sql("CREATE TABLE item (id int, name text); INSERT INTO item VALUES (1, 'tea'), (2, 'cup')");
    const variables = { DATABASE_URL: server.dsn };
    await using preset = await openPreset('postgres', {}, home.path, variables);
    expect(JSON.stringify(preset.entry)).not.toContain(server.dsn);
    expect(preset.effects).toEqual({ execute_sql: 'network', search_objects: 'network' });
    const { text } = await preset.call('execute_sql', { sql: 'SELECT name FROM item ORDER BY id' });
    expect(JSON.parse(text)).toMatchObject({ data: { statements: [{ rows: [{ name: 'tea' }, { name: 'cup' }] }] } });
    expect((await preset.call('search_objects', { object_type: 'table' })).text).toContain('"item"');
    for (const sql of REFUSED) expect(await preset.call('execute_sql', { sql }), sql).toMatchObject({ failed: true });
    expect(server.sql('SELECT count(*) FROM item')).toBe('2');

    await using writing = await openPreset('postgres', { dsn: '${SHOP_URL}', write: 'yes' }, join(home.path, 'b'), {
      SHOP_URL: server.dsn,
    });
    await writing.call('execute_sql', {
      sql: "INSERT INTO item VALUES (3, 'pot'); UPDATE item SET name = 'mug' WHERE id = 2",
    });
    expect(server.sql('SELECT name FROM item ORDER BY id')).toBe('tea\nmug\npot');
  });
});
