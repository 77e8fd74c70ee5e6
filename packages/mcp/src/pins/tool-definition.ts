import { createHash } from 'node:crypto';
import type { McpServer } from '@hanzo/contracts';
import { canonicalJson } from './canonical-json.ts';

/** What a server says of one of its tools: all that a model, or whoever decides on a call, gets to see of it. */
export interface ToolDefinition {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** JSON Schema of an object. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** Hints such as `readOnlyHint`. */
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** SHA-256 in hex. Another order of fields is the same definition. */
export function definitionHash(definition: ToolDefinition): string {
  return sha256(canonicalJson(definition));
}

/**
 * By which a server is known again: the program with its arguments and folder, or the URL. Not its environment and headers: keys
 * are changed now and then.
 */
export function serverIdentity({ transport }: Pick<McpServer, 'transport'>): string {
  const parts =
    transport.kind === 'stdio'
      ? [transport.kind, transport.command, transport.args, transport.cwd ?? '']
      : [transport.kind, transport.url];
  return sha256(canonicalJson(parts));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
