import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTrust } from '@hanzo/config';
import { HanzoError } from '@hanzo/contracts';
import { loadMcpServers, offerProjectServers, type ConfiguredServer, type McpServers } from '../../src/index.ts';

/** A throw-away home and project. */
export class Box implements Disposable {
  readonly folder: string = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-mcp-')));
  readonly home: string = join(this.folder, 'home', '.hanzo');
  readonly userFile: string = join(this.home, 'mcp.json');
  readonly workspace: string = join(this.folder, 'shop');
  readonly projectFile: string = join(this.workspace, '.mcp.json');
  readonly trustedProjects: string = join(this.home, 'trusted-projects');

  constructor() {
    mkdirSync(this.home, { recursive: true, mode: 0o700 });
    mkdirSync(this.workspace, { recursive: true });
  }

  user(servers: unknown, mode = 0o600): void {
    write(this.userFile, servers);
    chmodSync(this.userFile, mode);
  }

  project(servers: unknown): void {
    write(this.projectFile, servers);
  }

  trust(): void {
    const { file = '', sha256 = '' } = offerProjectServers(this.workspace) ?? {};
    writeTrust(this.trustedProjects, { file, sha256, trustedAt: '2026-11-22T01:02:03.000Z' });
  }

  load(env: Readonly<Record<string, string>> = {}, ownKeys: readonly string[] = []): McpServers {
    const { userFile, workspace, trustedProjects } = this;
    return loadMcpServers({ userFile, workspace, trustedProjects, env, ownKeys });
  }

  /** The one of this name, the user's first. */
  one(name: string, env: Readonly<Record<string, string>> = {}): ConfiguredServer {
    const found = this.load(env).all.find((each) => each.name === name);
    if (found === undefined) throw new HanzoError('INTERNAL', `There is no ${name}.`);
    return found;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function write(file: string, servers: unknown): void {
  writeFileSync(file, typeof servers === 'string' ? servers : JSON.stringify({ mcpServers: servers }));
}

/** What must fail, and its error. */
export function errorOf(act: () => unknown): HanzoError {
  try {
    act();
  } catch (error) {
    if (error instanceof HanzoError) return error;
    throw error;
  }
  throw new HanzoError('INTERNAL', 'It should have failed.');
}
