import { toHanzoError, type ExitCode, type HanzoError } from '@hanzo/contracts';
import type { DelegationResult } from '@hanzo/delegate';
import type { CallFilter } from '@hanzo/ledger';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { delegateText, DelegateInput } from '../../delegate/delegate-text.ts';
import type { DelegateEngineFlags } from '../../delegate/flags.ts';

export interface DelegatingParts {
  /** Absolute. */
  readonly workspace: string;
  readonly flags: DelegateEngineFlags;
  /** Data goes to its stdout, words for people to its stderr. */
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Micro-dollars that were spent, or may still be charged. */
  readonly spent: (filter: CallFilter) => number;
  /** Told the id once the request is saved, before anybody is asked. @default nobody hears */
  readonly onSaved?: ((delegation: string) => void) | undefined;
  /** Told each run in which a model is asked, before that costs anything. @default nobody hears */
  readonly onRun?: ((runId: string) => void) | undefined;
  /** @default the real one */
  readonly delegate?: typeof delegateText | undefined;
}

/** What came of a delegation, however it ended. */
export interface DelegationDone {
  /** Undefined: it failed. */
  readonly exitCode: ExitCode | undefined;
  /** Undefined: nothing was saved. */
  readonly delegation?: string | undefined;
  /** The last answer of each model, the surest first; without one, the last result. */
  readonly result?: DelegationResult | undefined;
  /** Names of the files of requests and results. */
  readonly files: readonly string[];
  /** Integer micro-dollars. */
  readonly costMicros: number;
  readonly failure?: HanzoError | undefined;
  /** A model was asked, and has no end yet: whoever resumes the delegation may get its answer. @default false */
  readonly isOpen?: boolean | undefined;
}

/** Delegates, and never rejects: what it cost and where it is kept is known also where it failed or was stopped. */
export async function doDelegation(input: DelegateInput, parts: DelegatingParts): Promise<DelegationDone> {
  const runs: string[] = [];
  const results: DelegationResult[] = [];
  const files: string[] = [];
  const open = new Set<string>();
  let delegation: string | undefined;
  const { workspace, flags, terminal, signal, onSaved, onRun, delegate = delegateLater } = parts;
  try {
    const done = await delegate(input, {
      workspace,
      flags,
      terminal,
      signal,
      onEvent: (event) => {
        if (event.kind === 'saved') {
          if (delegation === undefined) onSaved?.(event.delegation.id);
          delegation ??= event.delegation.id;
          files.push(event.file);
        }
        if (event.kind === 'asking') open.add(`${event.round} ${event.model}`);
        if (event.kind === 'result') {
          open.delete(`${event.result.round} ${event.result.model}`);
          results.push(event.result);
          files.push(event.kept.markdown, event.kept.json);
        }
      },
      progress: {
        begun: (runId) => {
          runs.push(runId);
          onRun?.(runId);
        },
        hear: () => undefined,
      },
    });
    const result = done.end.best[0] ?? results.at(-1);
    return {
      exitCode: done.exitCode,
      delegation: done.end.delegation.id,
      result,
      files,
      costMicros: done.costMicros,
      isOpen: open.size > 0,
    };
  } catch (thrown) {
    const costMicros = runs.reduce((sum, runId) => sum + parts.spent({ runId }), 0);
    return {
      exitCode: undefined,
      delegation,
      result: results.at(-1),
      files,
      costMicros,
      failure: toHanzoError(thrown),
      isOpen: open.size > 0,
    };
  }
}

/** It brings all that has a task done along. */
const delegateLater: typeof delegateText = async (...args) => {
  const { delegateText: delegate } = await import('../../delegate/delegate-text.ts');
  return await delegate(...args);
};
