import type { McpFileEntry } from '../../servers/mcp-file.ts';
import { guardFile, type GuardName } from '../guards/guard-file.ts';
import type { PresetPlace } from '../preset.ts';

export interface ConfinedOptions {
  /** Files besides its own that it may read. Absolute. @default none */
  readonly reads?: readonly string[];
  /** Files that it may write. Absolute. @default none */
  readonly writes?: readonly string[];
  readonly guard?: GuardName | undefined;
}

/**
 * A server that Node runs with its permission model: it starts no program and loads no native code, and of the files here it can read
 * its own and those that it is for. Its network is free: this Node cannot close it.
 */
export function confinedNode(
  { bin, code, home }: PresetPlace,
  args: readonly string[],
  { reads = [], writes = [], guard }: ConfinedOptions = {},
): Required<Pick<McpFileEntry, 'command' | 'args' | 'cwd'>> {
  const guards = guard === undefined ? [] : [guardFile(guard)];
  const may = [
    ...[code, home, ...guards, ...reads].map((path) => `--allow-fs-read=${path}`),
    ...writes.map((path) => `--allow-fs-write=${path}`),
  ];
  const imports = guards.map((path) => `--import=${path}`);
  return { command: process.execPath, args: ['--permission', ...may, ...imports, bin, ...args], cwd: home };
}
