import type { McpServer, ToolEffect } from '@hanzo/contracts';
import type { ToolDefinition } from '../../pins/tool-definition.ts';
import { isLocal } from '../http/http-transport.ts';

/**
 * What a tool may do. Of a project's server it is `network`: who allows what reads or writes does not mean programs that came with a
 * repository. Else the user's word counts first. A server on another machine is `network` whatever it says: what its tools are told
 * leaves this one. Else its hints are believed, which are pinned with the rest of the definition that the user saw: one that only
 * reads and keeps to a closed world is `read`, one that changes something in a closed world `write`. What says nothing is `network`,
 * for which most people are asked.
 */
export function toolEffect(server: McpServer, { name, annotations = {} }: ToolDefinition): ToolEffect {
  if (server.ofProject === true) return 'network';
  const { effects = {} } = server;
  if (Object.hasOwn(effects, name)) return effects[name] ?? 'network';
  if (!isLocal(server) || annotations['openWorldHint'] !== false) return 'network';
  // A tool that says that it reads and destroys is taken at its worse word.
  return annotations['readOnlyHint'] === true && annotations['destructiveHint'] !== true ? 'read' : 'write';
}
