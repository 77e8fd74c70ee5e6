import { Option, type Command } from 'commander';
import { FOCUSES, SEVERITIES } from '@hanzo/contracts';
import { modelNames, whole } from './option-values.ts';

/** What is looked for, how thoroughly, and what is made of it. */
export function withReview(command: Command): Command {
  return command
    .optionsGroup('What is looked for, and what is made of it:')
    .addOption(
      new Option(
        '--focus <area>',
        'what the whole run is about: its plan, checklist, evidence rules and report follow from it',
      ).choices(FOCUSES),
    )
    .option(
      '--instances <n>',
      'independent looks at the same code, each from another angle: findings and texts are merged, edits are looked at again only while none was accepted, tools look once; each is a task of its own, paid like the others (default: 1)',
      whole(1, 8),
    )
    .option(
      '--critic-instances <n>',
      'critics that confirm, refute or adjust each finding, who are the models of --critic in turn; what most of them do not confirm drops below the line; each is a task of its own, paid like the others (default: 0, or one for each of several --critic models)',
      whole(0, 5),
    )
    .option(
      '--worker-models <models>',
      'only these do the planned tasks, by comma; several looks (--instances) take them in turn, else the tier of a task decides among them; critics and planning are not bound by it',
      modelNames,
    )
    .option(
      '--enable-guardrails',
      "hold changes against the project's own format, lint, type and test commands, before and after, and against limits of size, licences and dependencies (secrets, lockfiles and scripts are guarded in every run); commands that were detected are run only after you allowed them, see `hanzo config trust --commands`",
    )
    .option('--auto-fix', 'mend what was found in a git worktree, and apply it once you agree; see `hanzo changes`')
    .option(
      '--profile [command]',
      'run --profile="command" (default: the trusted tests of the project) under the profiler of its language, in a copy, and look at what is hot first; implies --focus performance',
    )
    .option(
      '--suggest-optimizations',
      'have optimisations written down for the slowest code, at most 5: by what was found, and by --profile; each is a task of its own, paid like the others',
    )
    .option('--generate-diagrams', 'draw the modules and their real imports')
    .option(
      '--suggest-patterns',
      'have patterns suggested from the modules and their real imports: one task more, paid like the others',
    )
    .option(
      '--image <file...>',
      'pictures (PNG, JPEG, WebP, GIF) that belong to the instructions: for the model that plans, one task about themselves, and up to 8 others; only API models with vision get them',
    )
    .option('--baseline <file>', 'a .json or .sarif report of before: what it has is kept quiet')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit with 6 when there is a new finding of this severity or a worse one',
      ).choices(SEVERITIES),
    );
}

/** How a run is started and watched. */
export function withWatching(command: Command): Command {
  return command
    .optionsGroup('How the run goes:')
    .option(
      '--dry-run',
      'show plan, files, tokens, worst-case cost and who would get each task; asks nobody, spends nothing and needs no key',
    )
    .option(
      '--plan-only',
      'plan with the model, which is paid, show the plan, and stop there; `--resume` goes on with it',
    )
    .option(
      '-y, --yes',
      'ask nothing: what is planned is done, what is mended is applied (default: on a terminal you are asked before money is spent)',
    )
    .option(
      '--batch-mode',
      'one task for each file of --files, however many, in parallel, without a planning model, in one report (default instructions: a review)',
    )
    .option('--monitor', 'show workers, tasks, tokens and money live')
    .option('--screen-reader', 'plain lines in their order: nothing is drawn or replaced (also HANZO_SCREEN_READER=1)')
    .option('--watch', 'go on: look again at what changes, until Ctrl-C')
    .option(
      '--delegate-after <n>',
      'delegate a task that failed so often, once the run has ended: a strong model is asked why, within the budget; the task stays undone (default: only say so)',
      whole(1, 10),
    )
    .option('--session <id>', 'go on with a conversation: its id, the beginning of it, or last; see `hanzo sessions`');
}
