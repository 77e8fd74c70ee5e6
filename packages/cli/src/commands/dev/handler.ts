import type { ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal/terminal.ts';
import { phraseOfWords } from './delegation/phrase-in.ts';
import type { DevFlags } from './flags.ts';
import { withProfile } from './profile/profile-flag.ts';
import { withOwnWords } from './plan/refuse-plan-flags.ts';
import { refuseFlags } from './refuse-flags.ts';
import { joinedWords, readWords } from './run/instructions.ts';

/** Plans and does developer work, or goes on with it. What can be wrong is found before anything is spent. */
export async function run(written: DevFlags, terminal: Terminal): Promise<ExitCode> {
  const flags = withOwnWords(withProfile(written), asksForWords(written, terminal));
  if (flags.screenReader === true) terminal.readAloud();
  refuseFlags(flags);
  if (flags.resume !== undefined) {
    const { resumeRun } = await import('./run/resume-run.ts');
    return await resumeRun(flags, flags.resume, terminal);
  }
  const delegated = await delegatedWords(flags, terminal);
  if (typeof delegated === 'number') return delegated;
  return await plan(delegated, terminal);
}

async function plan(flags: DevFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.dryRun === true) {
    const { dryRun } = await import('./plan/dry-run.ts');
    return await dryRun(flags, terminal);
  }
  if (flags.watch === true) {
    const { watchWorkspace } = await import('./watch/watch-workspace.ts');
    return await watchWorkspace(flags, terminal);
  }
  if (wantsConversation(flags, terminal)) {
    const { converse } = await import('./conversation/converse.ts');
    return await converse(flags, terminal);
  }
  const { startRun } = await import('./run/start-run.ts');
  return await startRun(flags, terminal);
}

/** The exit code of what was said with the magic phrase; for all else the flags, with the words that were read to know it. */
async function delegatedWords(flags: DevFlags, terminal: Terminal): Promise<DevFlags | ExitCode> {
  const { instructions, instructionsFile, session, focus } = flags;
  // A conversation knows what went before.
  if (session !== undefined || (instructions === undefined && instructionsFile === undefined)) return flags;
  const read = await readWords(flags, process.stdin);
  const phrase = await phraseOfWords(read, focus !== undefined, (why) => warn(why, terminal));
  const words = joinedWords(read, (line) => terminal.err(line)) ?? '';
  if (phrase === undefined) {
    const { instructionsFile: _, ...rest } = flags;
    return { ...rest, instructions: words };
  }
  if (read.said === undefined && read.read !== undefined)
    warn(`${read.read.from} begins with the magic phrase: nothing of it is reviewed or done`, terminal);
  const { delegateWords } = await import('./delegation/delegate-words.ts');
  return await delegateWords(words, phrase, flags, terminal);
}

function warn(why: string, terminal: Terminal): void {
  terminal.err(`${terminal.style.yellow('warning:')} ${why}`);
}

/** A prompt opens for a person who names no words. */
function asksForWords(
  { yes, dryRun, watch, planOnly, json }: DevFlags,
  { watched }: Pick<Terminal, 'watched'>,
): boolean {
  if ([yes, dryRun, watch, planOnly, json].includes(true)) return false;
  return watched && process.stdin.isTTY === true;
}

/** Somebody sits there and has not said yet what to do, or goes on with what was said. */
function wantsConversation(
  { instructions, instructionsFile, focus, json, planOnly, session }: DevFlags,
  { watched }: Pick<Terminal, 'watched'>,
): boolean {
  if (session !== undefined) return true;
  if (
    planOnly === true ||
    instructions !== undefined ||
    instructionsFile !== undefined ||
    focus !== undefined ||
    json === true
  )
    return false;
  return watched && process.stdin.isTTY === true;
}
