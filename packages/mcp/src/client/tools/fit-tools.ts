import { firstChars, type McpServer, type ToolEffect, type ToolSpec } from '@hanzo/contracts';
import type { ToolDefinition } from '../../pins/tool-definition.ts';
import { shownText } from '../../shown-text.ts';
import { toolEffect } from './tool-effect.ts';
import { toolNames } from './tool-names.ts';
import { fitSchema, type FittedSchema } from './tool-schema.ts';

const MOST_DESCRIPTION = 1_024;

/** A tool as its server describes it, and as models get it. */
export interface FittedTool {
  readonly server: McpServer;
  readonly definition: ToolDefinition;
  readonly effect: ToolEffect;
  /** Its name is {@link toolNames}'. */
  readonly spec: ToolSpec;
  /** Why no model gets it. Undefined: it may be used. */
  readonly left: string | undefined;
}

/** Tools of one or more servers: their names differ. */
export function fitTools(
  tools: readonly { readonly server: McpServer; readonly definition: ToolDefinition }[],
): readonly FittedTool[] {
  const names = toolNames(tools.map(({ server, definition }) => ({ server: server.name, tool: definition.name })));
  return tools.map(({ server, definition }, at) => fitTool(server, definition, names[at] ?? ''));
}

function fitTool(server: McpServer, definition: ToolDefinition, name: string): FittedTool {
  const fitted = fitSchema(definition.inputSchema);
  const isWanted = server.tools?.includes(definition.name) ?? true;
  const parameters = fitted.kind === 'fits' ? fitted.schema : { type: 'object' };
  return {
    server,
    definition,
    effect: toolEffect(server, definition),
    spec: { name, description: descriptionOf(definition), parameters },
    left: isWanted ? whyUnusable(fitted) : 'the configuration leaves it out',
  };
}

function descriptionOf({ title, description }: ToolDefinition): string {
  const text = shownText(description ?? title ?? '');
  return text.length <= MOST_DESCRIPTION ? text : `${firstChars(text, MOST_DESCRIPTION - 1)}…`;
}

function whyUnusable(fitted: FittedSchema): string | undefined {
  return fitted.kind === 'fits' ? undefined : fitted.why;
}
