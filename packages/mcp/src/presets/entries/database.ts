import { stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import type { Preset, PresetPlace } from '../preset.ts';
import type { Probe } from '../probe.ts';
import { confinedNode } from './confined-node.ts';
import { isYes, wrongValue } from './values.ts';

const TOOLS = ['execute_sql', 'search_objects'] as const;
/** Of one answer. */
const MOST_ROWS = 1000;
/** For a query, and for a connection, in seconds. */
const QUERY_SECONDS = 50;
const SQLITE_SECONDS = 30;
const FILE = './data/shop.db';
const DSN = '${DATABASE_URL}';
const DSN_VARIABLE = 'HANZO_DSN';

/** Neither the program's start nor its tools show whether there is a database: dbhub asks it at the first call. */
const probing = (sql: string): Probe => ({ tool: 'execute_sql', input: { sql }, asked: 'the database' });

const WRITE = {
  name: 'write',
  purpose: 'with yes it may change the database too, which hanzo cannot undo',
  example: 'yes',
} as const;

export const sqlitePreset: Preset = {
  name: 'sqlite',
  purpose: 'Reads a SQLite file: its tables, and rows by SQL. It is read-only unless --param write=yes.',
  package: 'dbhub',
  // Of a file that is none, SQLite says so when it is read.
  probe: probing('SELECT count(*) FROM sqlite_master'),
  parameters: [{ name: 'file', purpose: 'the database', example: FILE, required: true }, WRITE],
  async entry(parameters, place, { cwd }) {
    const write = isYes('write', parameters['write']);
    const file = await databaseFile(parameters['file'] ?? '', cwd);
    const config = await writeConfig(place, [`type = "sqlite"`, `database = ${JSON.stringify(file)}`], write);
    // SQLite keeps what is not written yet in files beside the database.
    const files = [file, `${file}-wal`, `${file}-shm`, `${file}-journal`];
    return {
      ...confinedNode(place, [`--config=${config}`], {
        reads: files,
        writes: files,
        // Without writing dbhub lets neither pass.
        guard: write ? 'one-database' : undefined,
      }),
      hanzo: {
        // Whoever asks for what never ends is no longer waited for, and the program is ended: SQLite itself has no limit of time.
        timeoutSeconds: SQLITE_SECONDS,
        tools: TOOLS,
        effects: { execute_sql: write ? 'write' : 'read', search_objects: 'read' },
      },
    };
  },
};

export const postgresPreset: Preset = {
  name: 'postgres',
  purpose:
    'Reads a PostgreSQL database: its tables, and rows by SQL. Queries run in read-only transactions unless --param write=yes. What a ' +
    'role may do besides (files of the server, functions) it still may: give it one that can only read.',
  package: 'dbhub',
  probe: probing('SELECT 1'),
  parameters: [
    {
      name: 'dsn',
      purpose: `the connection; a variable, so that no password is written down (by default ${DSN})`,
      example: '${SHOP_DATABASE_URL}',
    },
    WRITE,
  ],
  async entry(parameters, place) {
    const write = isYes('write', parameters['write']);
    const dsn = parameters['dsn'] ?? DSN;
    if (!/^(?:postgres(?:ql)?:\/\/|\$\{)/.test(dsn))
      throw wrongValue('dsn', 'is no URL of PostgreSQL and no variable', DSN);
    const source = [
      `type = "postgres"`,
      `dsn = "\${${DSN_VARIABLE}}"`,
      `lazy = true`,
      `query_timeout = ${QUERY_SECONDS}`,
    ];
    const config = await writeConfig(place, [...source, 'connection_timeout = 10'], write);
    return {
      ...confinedNode(place, [`--config=${config}`], write ? {} : { guard: 'one-statement' }),
      env: { [DSN_VARIABLE]: dsn },
      // The database may be anywhere, and a function may do anything.
      hanzo: { tools: TOOLS, effects: { execute_sql: 'network', search_objects: 'network' } },
    };
  },
};

async function databaseFile(text: string, cwd: string): Promise<string> {
  const file = resolve(cwd, text);
  // They mean something else in dbhub's addresses, and in files of servers.
  if (/[?#%]|\$\{|^~/.test(text) || /[?#%]|\$\{/.test(file))
    throw wrongValue('file', 'holds a character of ? # % ${ or ~', FILE);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() === true) return file;
  throw wrongValue('file', `there is no database ${file}`, FILE);
}

/** dbhub takes the limits from a file alone. */
async function writeConfig({ home }: PresetPlace, source: readonly string[], write: boolean): Promise<string> {
  const path = join(home, 'dbhub.toml');
  const limits = [`readonly = ${String(!write)}`, `max_rows = ${MOST_ROWS}`];
  const tools = TOOLS.map((name) => [
    '[[tools]]',
    `name = "${name}"`,
    'source = "default"',
    ...(name === 'execute_sql' ? limits : []),
  ]);
  const lines = [['[[sources]]', 'id = "default"', ...source], ...tools].map((part) => part.join('\n'));
  try {
    await writeFile(path, `${lines.join('\n\n')}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new HanzoError('STORE_UNUSABLE', `${path} cannot be written: ${String(cause)}`, { cause });
  }
  return path;
}
