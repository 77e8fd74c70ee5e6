import { HanzoError, toHanzoError } from '@hanzo/contracts';
import type { CallToolResult, McpServer, ServerContext, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { oneLine } from './calls/data-frame.ts';
import { CallProgress, type ProgressNote } from './calls/call-progress.ts';
import { faultReply } from './calls/fault-reply.ts';
import type { Reply, ServedTool } from './calls/served-tool.ts';
import { shown, shownValues } from './calls/shown.ts';
import type { Serving } from './serving.ts';

/** More of them help nobody. */
const MOST_FAULTS = 5;

/** Lets clients call a tool: what is wrong is an answer, too, and no answer holds a key or hides a character. */
export function registerTool<Input>(server: McpServer, tool: ServedTool<Input>, serving: Serving): void {
  const { name, title, description, input, hints } = tool;
  // Checked by us, so that a fault has its code and how to mend it like all others.
  const standard = { ...input['~standard'], validate: (value: unknown) => ({ value }) };
  const inputSchema = { '~standard': standard } as StandardSchemaWithJSON<unknown, unknown>;
  server.registerTool(name, { title, description, inputSchema, annotations: hints }, async (given, ctx) =>
    resultOf(await answer(tool, given, ctx, serving)),
  );
}

async function answer<Input>(
  tool: ServedTool<Input>,
  given: unknown,
  { mcpReq }: ServerContext,
  { calls, clock, log }: Serving,
): Promise<Reply> {
  using progress = new CallProgress(progressSender(mcpReq), clock);
  try {
    return await calls.run(
      mcpReq.signal,
      async (signal) => await tool.call(checked(tool, given), { signal, progress }),
    );
  } catch (thrown) {
    const error = toHanzoError(thrown);
    if (error.code === 'INTERNAL') log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : error.message);
    else log(`${tool.name}: ${error.code}: ${oneLine(error.message)}`);
    return faultReply(error);
  }
}

function checked<Input>({ name, input }: ServedTool<Input>, given: unknown): Input {
  const { success, data, error } = input.safeParse(given ?? {});
  if (success) return data;
  const faults = error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new HanzoError('USAGE', `The arguments of ${name} are wrong: ${faults.slice(0, MOST_FAULTS).join('; ')}.`, {
    mend: `Its arguments are: ${Object.keys(z.toJSONSchema(input, { io: 'input' }).properties ?? {}).join(', ')}.`,
  });
}

/** A client that wants to hear how far its call is says so with a token. */
function progressSender({ _meta: meta, notify }: ServerContext['mcpReq']): (note: ProgressNote) => void {
  const progressToken = meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  return ({ message, ...note }) => {
    const params = { progressToken, ...note, message: shown(message) };
    // A client that is gone needs no progress.
    notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

function resultOf({ text, data, isIncomplete = false }: Reply): CallToolResult {
  return {
    content: [{ type: 'text', text: shown(text) }],
    structuredContent: shownValues(data) as Record<string, unknown>,
    ...(isIncomplete && { isError: true }),
  };
}
