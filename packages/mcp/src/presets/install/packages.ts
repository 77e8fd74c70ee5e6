/** An npm package in the one version that was tried, with all that it needs. */
export interface ServerPackage {
  readonly npm: string;
  readonly version: string;
  /** The program, from the package's folder. */
  readonly bin: string;
  /** What its installation takes on disk, about. */
  readonly megabytes: number;
  /** Which packages are installed, each with the hash of its content: a package-lock.json. */
  lock(): Promise<PackageLock>;
}

/** What counts of a package-lock.json, version 3. */
export interface PackageLock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

export interface LockedPackage {
  readonly version?: string;
  /** Of the tarball, as npm writes it: `sha512-…`. */
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export const PACKAGE_NAMES = ['playwright', 'dbhub', 'fetch', 'openapi'] as const;
export type PackageName = (typeof PACKAGE_NAMES)[number];

/** The locks are made by `node scripts/lock-presets.ts`. */
export const PACKAGES: Readonly<Record<PackageName, ServerPackage>> = {
  playwright: {
    npm: '@playwright/mcp',
    version: '0.0.83',
    bin: 'cli.js',
    megabytes: 19,
    lock: async () => (await import('./locks/playwright.json', { with: { type: 'json' } })).default,
  },
  dbhub: {
    npm: '@bytebase/dbhub',
    version: '1.4.0',
    bin: 'dist/index.js',
    megabytes: 31,
    lock: async () => (await import('./locks/dbhub.json', { with: { type: 'json' } })).default,
  },
  fetch: {
    npm: 'fetch-mcp',
    version: '0.0.5',
    bin: 'cli.js',
    megabytes: 46,
    lock: async () => (await import('./locks/fetch.json', { with: { type: 'json' } })).default,
  },
  openapi: {
    npm: '@ivotoby/openapi-mcp-server',
    version: '1.16.1',
    bin: 'bin/mcp-server.js',
    megabytes: 36,
    lock: async () => (await import('./locks/openapi.json', { with: { type: 'json' } })).default,
  },
};
