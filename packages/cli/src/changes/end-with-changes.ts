import type { ExitCode } from '@hanzo/contracts';
import { EXIT, HanzoError } from '@hanzo/contracts';
import type { RunResult } from '@hanzo/orchestrator';
import type { DevFlags } from '../commands/dev/flags.ts';
import { canAsk } from '../terminal/ask.ts';
import { confirm } from '../terminal/confirm.ts';
import type { Setting } from '../setting.ts';
import { oneLine } from '../terminal/one-line.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { makeChanges } from './make-changes.ts';
import { offerChanges, type OfferedChanges } from './offer-changes.ts';

/** How a run ends, as far as its changes need to know. */
export interface ChangesEnding {
  readonly flags: Pick<DevFlags, 'autoFix' | 'yes' | 'json' | 'home'>;
  readonly setting: Pick<Setting, 'paths'>;
  readonly interrupted: boolean;
  /** Ends the project's commands. @default nothing does */
  readonly signal?: AbortSignal | undefined;
}

/** Findings that are not mended and shown here; the report has them all. */
const SHOWN = 10;

/**
 * The end of a run with `--auto-fix`: what is not mended is said, what is becomes one set of changes, and the set is applied,
 * or kept for later. Undefined when there is nothing to apply.
 */
export async function endWithChanges(
  result: RunResult,
  { flags, setting, interrupted, signal = new AbortController().signal }: ChangesEnding,
  terminal: Terminal,
): Promise<OfferedChanges | undefined> {
  if (flags.autoFix !== true) return undefined;
  sayUnmended(result, terminal);
  const { paths } = setting;
  const made = await makeChanges(result, { paths, signal, say: (line) => terminal.err(line) });
  if (made === undefined) {
    terminal.err(result.fixes === undefined ? 'nothing was found that could be mended' : 'no change is left to apply');
    return undefined;
  }
  const isAsked = flags.json !== true && canAsk(terminal);
  const ask = async (question: string): Promise<boolean> => await askOnce(question, terminal);
  return await offerChanges(
    made,
    {
      paths,
      home: flags.home,
      yes: flags.yes === true,
      stopped: interrupted || signal.aborted,
      ...(isAsked && { ask }),
    },
    terminal,
  );
}

/** Whoever presses Ctrl-C here wants nothing applied; all else of the run stands. */
async function askOnce(question: string, terminal: Terminal): Promise<boolean> {
  try {
    return await confirm(question, terminal, '');
  } catch (error) {
    if (error instanceof HanzoError && error.code === 'CANCELLED') return false;
    throw error;
  }
}

function sayUnmended({ fixes }: RunResult, terminal: Terminal): void {
  const unmended = fixes?.unmended ?? [];
  for (const { path, line, message, why } of unmended.slice(0, SHOWN))
    terminal.err(`${terminal.style.yellow('not mended:')} ${oneLine(`${path}:${line} ${message} (${why})`)}`);
  if (unmended.length > SHOWN) terminal.err(`… and ${unmended.length - SHOWN} more: the report has them all`);
}

/** As `--json` tells it. */
export function changesField({ set, failed, fault }: OfferedChanges): Readonly<Record<string, unknown>> {
  const { id, state, files, checks, workspace } = set;
  return {
    id,
    state,
    workspace,
    files: files.map(({ path, before }) => ({ path, isNew: before === undefined })),
    checks,
    ...(failed.length > 0 && { failed: failed.map(({ name }) => name) }),
    ...(fault !== undefined && { fault: { code: fault.code, message: fault.message, mend: fault.mend } }),
  };
}

/** A run whose changes were to be applied and could not be is incomplete, whatever was found. */
export function exitWithChanges(exitCode: ExitCode, offered: OfferedChanges | undefined): ExitCode {
  const isShort = offered !== undefined && (offered.fault !== undefined || offered.failed.length > 0);
  return isShort && (exitCode === EXIT.done || exitCode === EXIT.findings) ? EXIT.incomplete : exitCode;
}
