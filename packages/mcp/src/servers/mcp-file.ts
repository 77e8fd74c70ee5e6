import { checkFile } from '@hanzo/config';
import { HanzoError, TOOL_EFFECTS, type ToolEffect } from '@hanzo/contracts';
import { z } from 'zod';
import { PRESET_NAMES, type PresetName } from '../presets/preset-names.ts';
import { checkName, shownServerName } from './server-name.ts';

/** Who wrote a file of servers. */
export type McpScope = 'user' | 'project';

/** What hanzo alone knows of a server. Others leave the key `hanzo` as it is. */
export interface McpOwnKeys {
  /** For one call of a tool. */
  readonly timeoutSeconds?: number | undefined;
  /** Only these of its tools, by the server's names. */
  readonly tools?: readonly string[] | undefined;
  /** What its tools may do, by the server's names. */
  readonly effects?: Readonly<Record<string, ToolEffect>> | undefined;
  /** That set it up: what is to be tried of it. */
  readonly preset?: PresetName | undefined;
}

/** A server as it stands in a file: texts may hold `${VARIABLE}`. */
export interface McpFileEntry {
  readonly type?: 'stdio' | 'http' | 'streamable-http' | 'streamableHttp' | undefined;
  readonly command?: string | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly cwd?: string | undefined;
  readonly url?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly disabled?: boolean | undefined;
  readonly hanzo?: McpOwnKeys | undefined;
}

/** A checked file. */
export interface McpFile {
  /** All of its servers. Of one that is wrong, what can be told of it. */
  readonly entries: Readonly<Record<string, McpFileEntry>>;
  /** What is wrong with servers, by their names among {@link entries}: such a one is never started. */
  readonly faults: ReadonlyMap<string, HanzoError>;
  /** What is of no use here, a sentence each. */
  readonly warnings: readonly string[];
}

/** Each is a program, or somebody to talk to. */
export const MAX_SERVERS = 50;

const PRINTABLE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;
/** What is shown to be trusted is what is meant. */
const shown = (most: number): z.ZodString =>
  z.string().max(most).regex(PRINTABLE, 'holds a character that cannot be seen');

const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$/;

const own = z.strictObject({
  timeoutSeconds: z.number().min(1).max(3600).optional(),
  tools: z.array(shown(128).min(1)).max(1000).optional(),
  effects: z.record(shown(128).min(1), z.enum(TOOL_EFFECTS)).optional(),
  preset: z.enum(PRESET_NAMES).optional(),
});

const entry = z.strictObject({
  type: z
    .enum(['stdio', 'http', 'streamable-http', 'streamableHttp'], {
      error: ({ input }) =>
        input === 'sse'
          ? 'is "sse", which MCP has given up: use "http" with the URL for streamable HTTP'
          : 'must be stdio, http or streamable-http',
    })
    .optional(),
  command: shown(4096).min(1, 'must be a program').optional(),
  args: z.array(shown(16_384)).max(200).optional(),
  env: z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_().-]{0,255}$/, 'must be the name of a variable'),
      // Certificates have several lines.
      z
        .string()
        .max(65_536)
        .refine((text) => !text.includes('\0'), 'holds a zero byte'),
    )
    .optional(),
  cwd: shown(4096).min(1).optional(),
  url: shown(4096).optional(),
  headers: z.record(z.string().regex(HEADER, 'must be the name of a header'), shown(16_384)).optional(),
  disabled: z.boolean().optional(),
  hanzo: own.optional(),
});

const fileSchema = z.strictObject({ mcpServers: z.record(z.string(), z.unknown()).optional() });
const oneServerSchema: z.ZodType<{ readonly mcpServers: Readonly<Record<string, McpFileEntry>> }> = z.strictObject({
  mcpServers: z.record(z.string(), entry),
});

/** Keys that other programs write there, and that change nothing of what a server may do. */
const OF_OTHERS: Readonly<Record<string, string>> = {
  autoApprove: 'say what is called without asking by --allow-tools',
  alwaysAllow: 'say what is called without asking by --allow-tools',
  trust: 'say what is called without asking by --allow-tools',
  timeout: 'use "hanzo": {"timeoutSeconds": 60}',
  startup_timeout_ms: '',
  description: '',
  gallery: '',
  version: '',
  dev: '',
};
/** Of the whole file. */
const FILE_KEYS_OF_OTHERS: ReadonlySet<string> = new Set(['$schema', 'inputs']);

/**
 * Checks what a file of servers holds, each server by itself: other programs know servers that hanzo does not.
 *
 * @throws HanzoError CONFIG_INVALID with the place of the first fault that is not within one server
 */
export function checkMcpFile(content: unknown, file: string): McpFile {
  refuseForeignShape(content, file);
  const warnings: string[] = [];
  const servers = Object.entries(checkFile(fileSchema, withoutOthers(content, file, warnings), file).mcpServers ?? {});
  if (servers.length > MAX_SERVERS)
    throw new HanzoError('CONFIG_INVALID', `${file} names ${servers.length} servers: ${MAX_SERVERS} are allowed.`, {
      details: { file },
      mend: 'Remove those that nobody needs.',
    });
  const names = servers.map(([name]) => name);
  const faults = new Map<string, HanzoError>();
  const entries = servers.map(([name, server]) => {
    try {
      checkName(name, names, file);
      return [name, checkedServer(name, server, file)] as const;
    } catch (error) {
      if (!(error instanceof HanzoError)) throw error;
      const shownName = shownServerName(name);
      faults.set(shownName, error);
      return [shownName, toldOf(server)] as const;
    }
  });
  return { entries: Object.fromEntries(entries), faults, warnings };
}

function checkedServer(name: string, server: unknown, file: string): McpFileEntry {
  const { mcpServers } = checkFile(oneServerSchema, { mcpServers: { [name]: server } }, file);
  return mcpServers[name] ?? {};
}

/** The parts of a server that are as they should be, whatever else is wrong: for lists, and so that their secrets are hidden. */
function toldOf(server: unknown): McpFileEntry {
  if (!isBag(server)) return {};
  const parts = Object.entries(entry.shape).flatMap(([key, part]) => {
    const { success, data } = part.safeParse(server[key]);
    return success && data !== undefined ? [[key, data] as const] : [];
  });
  return Object.fromEntries(parts);
}

type Bag = Readonly<Record<string, unknown>>;

function refuseForeignShape(content: unknown, file: string): void {
  if (!isBag(content) || content['mcpServers'] !== undefined || content['servers'] === undefined) return;
  throw new HanzoError('CONFIG_INVALID', `${file}: servers: there is no such setting.`, {
    details: { file, path: 'servers' },
    mend: 'VS Code calls it "servers"; here it is "mcpServers".',
  });
}

function withoutOthers(content: unknown, file: string, warnings: string[]): unknown {
  if (!isBag(content)) return content;
  const kept = Object.fromEntries(Object.entries(content).filter(([key]) => !FILE_KEYS_OF_OTHERS.has(key)));
  const servers = kept['mcpServers'];
  if (!isBag(servers)) return kept;
  const cleaned = Object.entries(servers).map(([name, server]) => {
    if (!isBag(server)) return [name, server] as const;
    const foreign = Object.keys(server).filter((key) => Object.hasOwn(OF_OTHERS, key));
    for (const key of foreign) {
      const instead = OF_OTHERS[key] ?? '';
      if (instead !== '') warnings.push(`${file}: "${key}" of ${shownServerName(name)} is not for hanzo: ${instead}.`);
    }
    return [name, Object.fromEntries(Object.entries(server).filter(([key]) => !foreign.includes(key)))] as const;
  });
  // Not by assignment: a server called __proto__ must reach the check that refuses it.
  return { ...kept, mcpServers: Object.fromEntries(cleaned) };
}

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
