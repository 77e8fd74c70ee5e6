import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { main } from '../src/main.ts';
import { listeningTerminal } from './conversation/listening-terminal.ts';

/** What a command printed, on both streams. */
export interface Told {
  readonly code: number;
  readonly text: string;
}

/** A home and a project, for `hanzo mcp`. */
export class McpShop implements Disposable {
  readonly #folder = temporaryFolder();
  readonly root: string = realpathSync(this.#folder.path);
  readonly home: string = join(this.root, 'home');
  readonly userFile: string = join(this.home, 'mcp.json');
  /** The project. */
  shop: string = join(this.root, 'shop');
  /** There once {@link tracing} was started. */
  readonly canary: string = join(this.root, 'canary');

  constructor() {
    mkdirSync(this.shop);
  }

  /** `hanzo mcp …`, for the project. */
  async mcp(...words: readonly string[]): Promise<Told> {
    const [command = '', ...rest] = words;
    const isTrust = command === 'trust' || command === 'untrust';
    const where = isTrust ? [this.shop, '--home', this.home] : ['--home', this.home, '-w', this.shop];
    const { terminal, lines } = listeningTerminal();
    const code = await main(['mcp', command, ...where, ...rest], terminal);
    return { code, text: lines.join('\n') };
  }

  /** The user's or the project's servers, as if somebody had written them. */
  write(file: string, servers: unknown): void {
    for (const folder of [this.home, dirname(file)]) mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ mcpServers: servers }), { mode: 0o600 });
  }

  /** A program that leaves a trace when it is started. */
  tracing(): { readonly command: string; readonly args: readonly string[] } {
    const script = `require('node:fs').writeFileSync(${JSON.stringify(this.canary)}, 'started')`;
    return { command: process.execPath, args: ['-e', script] };
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}

export function serversOf(file: string): Record<string, unknown> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { mcpServers: Record<string, unknown> }).mcpServers;
}
