import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '@hanzo/config';
import { HanzoError } from '@hanzo/contracts';
import { z } from 'zod';
import { definitionHash, type ToolDefinition } from './tool-definition.ts';

/** Of whom pins are: a server by its name, reached in this way. */
export interface PinnedServer {
  readonly server: string;
  /** {@link serverIdentity}. */
  readonly identity: string;
}

const VERSION = 1;

const object = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

const schema = z.strictObject({
  version: z.literal(VERSION),
  server: z.string(),
  identity: z.string(),
  pinnedAt: z.iso.datetime(),
  tools: z.array(
    z.strictObject({
      sha256: z.string(),
      definition: z.strictObject({
        name: z.string(),
        title: z.string().exactOptional(),
        description: z.string().exactOptional(),
        inputSchema: object,
        annotations: object.exactOptional(),
      }),
    }),
  ),
});

/**
 * What a server's tools were when they were allowed. Undefined: never looked at.
 *
 * @param folder `mcpPins` of the home
 * @throws HanzoError CONFIG_INVALID when the record is damaged, or others than its owner could have written it
 */
export function readPins(pinned: PinnedServer, folder: string): readonly ToolDefinition[] | undefined {
  const file = fileOf(pinned, folder);
  const text = readOwn(file, pinned.server);
  if (text === undefined) return undefined;
  const record = schema.safeParse(parse(text, file, pinned.server));
  if (!record.success) throw damaged(file, pinned.server, 'it is not as hanzo writes it');
  const { server, identity, tools } = record.data;
  if (server !== pinned.server || identity !== pinned.identity) return undefined;
  if (tools.some(({ sha256, definition }) => sha256 !== definitionHash(definition)))
    throw damaged(file, pinned.server, 'a definition in it is not the one that was allowed');
  return tools.map(({ definition }) => definition);
}

/**
 * From now on these are the tools that are allowed.
 *
 * @throws HanzoError CONFIG_INVALID, DISK_FULL when it cannot be kept
 */
export function writePins(
  pinned: PinnedServer,
  definitions: readonly ToolDefinition[],
  folder: string,
  now: Date = new Date(),
): void {
  const record = {
    version: VERSION,
    ...pinned,
    pinnedAt: now.toISOString(),
    tools: definitions.map((definition) => ({ sha256: definitionHash(definition), definition })),
  };
  writeWhole(fileOf(pinned, folder), `${JSON.stringify(record, undefined, 2)}\n`);
}

/** Forgets what was allowed of a server, however it was reached. False when there was nothing. Damaged records go too. */
export function removePins(name: string, folder: string): boolean {
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.`) && file.endsWith('.json'));
  for (const file of files) rmSync(join(folder, file), { force: true });
  return files.length > 0;
}

/** Names of servers hold no dot. Two projects may each have a server of one name. */
function fileOf({ server, identity }: PinnedServer, folder: string): string {
  return join(folder, `${server}.${identity.slice(0, 16)}.json`);
}

function readOwn(file: string, server: string): string | undefined {
  if (!existsSync(file)) return undefined;
  if (process.platform !== 'win32' && (statSync(file).mode & 0o022) !== 0)
    throw damaged(file, server, 'other users of this machine can write it');
  return readFileSync(file, 'utf8');
}

function parse(text: string, file: string, server: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw damaged(file, server, 'it is no JSON', cause);
  }
}

function damaged(file: string, server: string, why: string, cause?: unknown): HanzoError {
  return new HanzoError(
    'CONFIG_INVALID',
    `What was allowed of the MCP server ${server} cannot be told: ${why} (${file}).`,
    {
      cause,
      details: { file, server },
      mend: `Look at its tools again, and allow them: rm ${file} && hanzo mcp test ${server}`,
    },
  );
}
