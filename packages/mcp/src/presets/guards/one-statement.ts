/**
 * Loaded into dbhub (`node --import`) where a PostgreSQL database must not be changed. dbhub asks within `BEGIN READ ONLY`, and looks
 * for other statements in the text by a reading of SQL that is not PostgreSQL's: `SELECT 1 AS a$b$; COMMIT; DROP TABLE t` passed
 * (tried with 1.4.0). In the extended protocol the database itself refuses more than one statement.
 */
import { createRequire } from 'node:module';

type Query = (this: unknown, config: unknown, ...rest: unknown[]) => unknown;

interface Driver {
  readonly Client: { readonly prototype: { query: Query } };
}

const driver = createRequire(process.argv[1] ?? '')('pg') as Driver;
const { prototype } = driver.Client;
const query = prototype.query;

prototype.query = function (config: unknown, ...rest: unknown[]): unknown {
  return query.call(
    this,
    typeof config === 'string' ? { text: config, queryMode: 'extended' } : extended(config),
    ...rest,
  );
};

function extended(config: unknown): unknown {
  // What brings its own way to be sent (a cursor) is none of dbhub's.
  const isPlain = typeof config === 'object' && config !== null && !('submit' in config);
  return isPlain ? { ...config, queryMode: 'extended' } : config;
}
