import type { Tool, ToolContext } from '@hanzo/contracts';
import type { z } from 'zod';
import { definedTool } from '../defined-tool.ts';
import { Sight, type SightOptions } from '../sight/sight.ts';
import { openRepository, type Repository } from './repository.ts';

const TIMEOUT_MS = 45_000;

/** What each of these has at hand. */
export interface GitScene {
  /** After inputs were checked: it starts git several times. */
  open(): Promise<Repository>;
  readonly sight: Sight;
}

/** A tool that looks at the repository of the workspace. */
export function gitTool<Input extends z.ZodObject>(
  options: SightOptions,
  name: string,
  description: string,
  input: () => Input,
  look: (input: z.output<Input>, scene: GitScene) => Promise<string>,
): Tool {
  const run = async (given: z.output<Input>, { signal }: ToolContext): Promise<string> => {
    using sight = new Sight(options);
    return await look(given, { open: async () => await openRepository(options.root, signal), sight });
  };
  return definedTool({ name, kind: 'git', description, input, effect: 'read', timeoutMs: TIMEOUT_MS, run });
}
