import type { Tool, ToolCallContext, ToolCallRecord, ToolContext, ToolEffect, ToolOutput } from '@hanzo/contracts';
import { Toolbox, type ToolboxOptions } from '../../src/index.ts';

export interface FakeTool extends Tool {
  /** Of all calls, in order. */
  readonly inputs: readonly Readonly<Record<string, unknown>>[];
}

export interface FakeToolParts {
  readonly origin?: string;
  readonly kind?: Tool['kind'];
  readonly effect?: ToolEffect;
  readonly description?: string;
  readonly parameters?: readonly string[];
  readonly timeoutMs?: number;
  /** @default `{ text: 'told' }` */
  readonly answer?: (
    input: Readonly<Record<string, unknown>>,
    context: ToolContext,
  ) => ToolOutput | Promise<ToolOutput>;
}

/** A tool that remembers what it was called with. */
export function fakeTool(name: string, parts: FakeToolParts = {}): FakeTool {
  const { origin = 'hanzo', effect = 'read', description = '', parameters = [], answer, kind, timeoutMs } = parts;
  const inputs: Readonly<Record<string, unknown>>[] = [];
  const properties = Object.fromEntries(parameters.map((each) => [each, { type: 'string' }]));
  return {
    spec: { name, description, parameters: { type: 'object', properties } },
    origin,
    effect,
    ...(kind !== undefined && { kind }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    inputs,
    call: async (input, context) => {
      inputs.push(input);
      return (await answer?.(input, context)) ?? { text: 'told' };
    },
  };
}

/** A toolbox, and what it recorded. */
export interface OpenBox {
  readonly box: Toolbox;
  readonly records: readonly ToolCallRecord[];
  /** Calls within one conversation in which all tools are offered. */
  call(name: string, input?: unknown, context?: Partial<ToolCallContext>): ReturnType<Toolbox['call']>;
}

export function openBox(tools: readonly Tool[], options: Partial<ToolboxOptions> = {}): OpenBox {
  const records: ToolCallRecord[] = [];
  const box = new Toolbox({ tools, onCall: (record) => records.push(record), ...options });
  const offered = new Set(tools.map(({ spec }) => spec.name));
  const { signal } = new AbortController();
  return {
    box,
    records,
    call: (name, input = {}, context = {}) =>
      box.call(
        { id: 'call_1', name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
        { signal, taskId: 'plan', offered, ...context },
      ),
  };
}
