import { HanzoError } from '@hanzo/contracts';
import type { DevFlags } from '../flags.ts';

/** @throws HanzoError USAGE for flags of planning that contradict each other, or could do nothing */
export function refusePlanFlags(flags: DevFlags): void {
  const { dryRun, planOnly, batchMode, files, resume } = flags;
  if (dryRun === true && planOnly === true)
    throw usage(
      '--dry-run asks no model, and --plan-only asks the one that plans.',
      'Leave one of them out: --dry-run costs nothing, --plan-only shows the real plan.',
    );
  for (const [flag, isSet] of [
    ['--dry-run', dryRun],
    ['--plan-only', planOnly],
  ] as const) {
    if (isSet !== true) continue;
    if (resume !== undefined)
      throw usage(`${flag} and --resume do not go together: the run has its plan already.`, `Leave ${flag} out.`);
  }
  if (batchMode !== true) return;
  if (resume !== undefined)
    throw usage(
      '--resume and --batch-mode do not go together: the run has its tasks already.',
      'Leave --batch-mode out.',
    );
  if (files === undefined || files.length === 0)
    throw usage(
      '--batch-mode wants to know which files.',
      'Name them, in quotes: hanzo dev "review" --batch-mode --files "src/**/*.py"',
    );
}

function usage(message: string, mend: string): HanzoError {
  return new HanzoError('USAGE', message, { mend });
}

/** What a batch is about when nobody says it: the command stands alone in many a script. */
const BATCH_INSTRUCTIONS = 'Review the code for bugs.';

/** What a run is about whose flags say how thorough a review is to be, and nothing else. */
const REVIEW_INSTRUCTIONS = 'Review this project.';

/**
 * The flags with the words of those which say by themselves what is to be done: a batch, and flags of a review.
 *
 * @param isAsked a prompt asks a person for the words
 */
export function withOwnWords(flags: DevFlags, isAsked: boolean): DevFlags {
  const { batchMode, instructions, instructionsFile, focus, resume, session } = flags;
  if ([instructions, instructionsFile, focus, resume, session].some((one) => one !== undefined)) return flags;
  if (batchMode === true) return { ...flags, instructions: BATCH_INSTRUCTIONS };
  return isReview(flags) && !isAsked ? { ...flags, instructions: REVIEW_INSTRUCTIONS } : flags;
}

/** Some flag says how the review is to be, or what is made of it. */
function isReview(flags: DevFlags): boolean {
  const { instances, criticInstances, enableGuardrails, autoFix, baseline, failOn } = flags;
  const { generateDiagrams, suggestOptimizations, suggestPatterns } = flags;
  const counts = [instances, criticInstances, baseline, failOn].some((one) => one !== undefined);
  const isSet = [enableGuardrails, autoFix, generateDiagrams, suggestOptimizations, suggestPatterns];
  return counts || isSet.includes(true);
}

/** A file that is named after the one of `--output` is taken for the words. @throws HanzoError USAGE */
export function refuseOutputAsWords({ output = [], instructions }: Pick<DevFlags, 'output' | 'instructions'>): void {
  if (output.length === 0 || instructions === undefined || !/^\S+\.(md|json|sarif|html?)$/i.test(instructions)) return;
  throw usage(
    `"${instructions}" is taken for what is to be done: --output takes one file.`,
    `Repeat --output for each report: ${[...output, instructions].map((file) => `--output ${file}`).join(' ')}`,
  );
}
