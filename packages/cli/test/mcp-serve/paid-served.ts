import { afterEach, beforeEach } from 'vitest';
import type { McpServeFlags } from '../../src/commands/mcp/serve/flags.ts';
import {
  PAID_KEY,
  startPaidProject,
  type PaidProject,
  type PaidProjectOptions,
} from '../../../../test/support/paid-project.ts';
import { serve, type Served } from './served.ts';

const VARIABLES = ['OPENAI_API_KEY', 'OPENAI_BASE_URL'] as const;

/** Keys as the process of a server has them, for each test. */
export function withPaidKey(): void {
  let before: readonly (readonly [string, string | undefined])[] = [];
  beforeEach(() => {
    before = VARIABLES.map((name) => [name, process.env[name]] as const);
    process.env['OPENAI_API_KEY'] = PAID_KEY;
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}

export interface PaidServed extends AsyncDisposable {
  readonly project: PaidProject;
  readonly served: Served;
}

/** A server for a project whose API is a stand-in. */
export async function servePaid(options: PaidProjectOptions = {}, flags: McpServeFlags = {}): Promise<PaidServed> {
  await using stack = new AsyncDisposableStack();
  const project = stack.use(await startPaidProject(options));
  process.env['OPENAI_BASE_URL'] = project.standIn.baseUrl;
  const { home, workspace } = project;
  const served = stack.use(await serve({ home, workspace, orchestrator: 'gpt-5', ...flags }));
  const kept = stack.move();
  return { project, served, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
