import type { Tool } from '@hanzo/contracts';
import type { z } from 'zod';
import { isIgnoreFile } from '../../workspace/ignore-rules.ts';
import { plainName } from '../../writes/forbidden-path.ts';
import { definedTool } from '../defined-tool.ts';
import { Sight, type SightOptions } from '../sight/sight.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import { refuseSettings } from './refuse-settings.ts';
import type { FileWrite, WriteBook } from './write-book.ts';

/** Waiting for whoever else writes included, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** What a call will change, and how it is told. */
export interface Plan {
  /** For people: "edit src/cart.ts". */
  readonly title: string;
  readonly writes: readonly FileWrite[];
  /** What was done, for the model: the beginning of a sentence. */
  readonly done: string;
}

/** A tool that changes files of the workspace, so that it can be undone. */
export function writeTool<Input extends z.ZodObject>(
  options: SightOptions & { readonly writes: WriteBook },
  name: string,
  description: string,
  input: () => Input,
  plan: (input: z.output<Input>, sight: Sight) => Plan,
): Tool {
  const run = async (given: z.output<Input>): Promise<string> => {
    const { title, writes, done } = planned(options, given, plan);
    const undo = await options.writes.write(title, writes);
    return `${done} The user can undo it: ${undo}`;
  };
  return definedTool({ name, kind: 'files', description, input, effect: 'write', timeoutMs: TIMEOUT_MS, run });
}

/** Whoever writes these decides what is hidden from tools. */
function refuseRules(path: string): void {
  if (!isIgnoreFile(plainName(path.slice(path.lastIndexOf('/') + 1)))) return;
  throw new ToolFault(`${quote(path)} says what is hidden from tools: only the user changes it.`);
}

/** No handle is held while it is written: whoever writes looks again. */
function planned<Input>(options: SightOptions, given: Input, plan: (input: Input, sight: Sight) => Plan): Plan {
  using sight = new Sight(options);
  const made = plan(given, sight);
  for (const { path } of made.writes) refuseRules(path);
  refuseSettings(made.writes);
  return made;
}
