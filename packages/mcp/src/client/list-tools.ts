import { HanzoError } from '@hanzo/contracts';
import type { Client } from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { ToolDefinition } from '../pins/tool-definition.ts';
import { shownLine } from '../shown-text.ts';
import { MOST_DEFINITION_BYTES, MOST_TOOLS } from './limits.ts';

/** A server's list in parts that never ends is one too many. */
const MOST_PAGES = 100;
const MOST_NAME = 256;
/** Of a schema or annotations: deeper ones are made to break whoever reads them. */
const MOST_DEPTH = 32;

const pageSchema = z.looseObject({ tools: z.array(z.unknown()), nextCursor: z.string().nullish() });
const object = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const toolSchema = z.object({
  name: z.string().min(1).max(MOST_NAME),
  title: z.string().exactOptional(),
  description: z.string().exactOptional(),
  inputSchema: object,
  annotations: object.exactOptional(),
});

/**
 * All tools of a server, as it describes them. The SDK's own list is not used: it keeps what it does not check, and drops what it
 * does not know.
 *
 * @throws HanzoError MCP_FAILED for too many, too large or malformed ones; what the SDK throws
 */
export async function listTools(
  client: Client,
  server: string,
  options: { readonly signal: AbortSignal; readonly timeout: number },
): Promise<readonly ToolDefinition[]> {
  const found = new Map<string, ToolDefinition>();
  let bytes = 0;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const { tools, nextCursor } = await client.request({ method: 'tools/list', params }, pageSchema, options);
    for (const raw of tools) {
      const definition = definitionOf(raw, server);
      bytes += Buffer.byteLength(JSON.stringify(definition));
      if (found.has(definition.name)) throw refused(server, `lists the tool ${shownLine(definition.name)} twice`);
      found.set(definition.name, definition);
      if (found.size > MOST_TOOLS) throw refused(server, `lists more than ${MOST_TOOLS} tools`);
      if (bytes > MOST_DEFINITION_BYTES) throw refused(server, 'lists more than 2 MiB of tools');
    }
    if (nextCursor === undefined || nextCursor === null) return [...found.values()];
    cursor = nextCursor;
  }
  throw refused(server, `lists its tools in more than ${MOST_PAGES} parts`);
}

function definitionOf(raw: unknown, server: string): ToolDefinition {
  if (isDeeper(raw, MOST_DEPTH)) throw refused(server, `lists a tool that is nested more than ${MOST_DEPTH} deep`);
  const parsed = toolSchema.safeParse(withoutNull(raw));
  if (!parsed.success) throw refused(server, 'lists a tool without a name, or without a schema of its input');
  return parsed.data;
}

/** Some servers write null for what is not there. */
function withoutNull(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
}

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (most === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, most - 1));
}

function refused(server: string, what: string): HanzoError {
  return new HanzoError('MCP_FAILED', `The MCP server ${server} ${what}.`, {
    details: { server },
    mend: `Ask whoever makes it, or remove it: hanzo mcp remove ${server}`,
  });
}
