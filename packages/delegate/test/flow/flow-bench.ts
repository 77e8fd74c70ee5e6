import { join } from 'node:path';
import type { DelegationEvent, Delegations, FlowParts, NextRound } from '../../src/index.ts';
import { folderBench, type FolderBench } from '../folder/folder-bench.ts';
import { requestOf } from './issue.ts';
import { JournalAsker, type Reply } from './journal-asker.ts';

/** A workspace, its folder, and whoever is asked. */
export interface FlowBench extends FolderBench {
  readonly delegations: Delegations;
  readonly events: DelegationEvent[];
  /** As another process would have it, on the same files. */
  asker(reply?: Reply, step?: () => Promise<void> | void): JournalAsker;
  parts(change?: Partial<FlowParts>): FlowParts;
}

export async function flowBench(): Promise<FlowBench> {
  const at = folderBench();
  const delegations = await at.open();
  const events: DelegationEvent[] = [];
  const asker: FlowBench['asker'] = (reply, step) => new JournalAsker(join(at.workspace, 'journal'), reply, step);
  return {
    ...at,
    delegations,
    events,
    asker,
    parts: (change) => ({
      delegations,
      asker: asker(),
      clock: at.clock,
      signal: new AbortController().signal,
      onEvent: (event) => void events.push(event),
      retries: 0,
      nextRound: async () => 'There is no stronger model.',
      ...change,
    }),
    [Symbol.dispose]: at[Symbol.dispose],
  };
}

/** A stronger model with more context: after gpt-4o o3, after o3 gpt-5. */
export async function strongerRound({ model }: { readonly model: string }): Promise<NextRound | string> {
  const next = new Map([
    ['gpt-4o', 'o3'],
    ['o3', 'gpt-5'],
  ]).get(model);
  const request = requestOf({ context: `More, for ${next ?? 'nobody'}.` });
  return next === undefined ? 'There is no stronger model.' : { model: next, request };
}
