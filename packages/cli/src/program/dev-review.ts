import { Option, type Command } from 'commander';
import { FOCUSES, SEVERITIES } from '@hanzo/contracts';
import { modelNames, whole } from './option-values.ts';

/** What is looked for, how thoroughly, and what is made of it. */
export function withReview(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--focus <area>',
        'what the whole run is about: its plan, checklist, evidence rules and report follow from it',
      ).choices(FOCUSES),
    )
    .option(
      '--instances <n>',
      'independent looks at the same code, whose findings are merged (default: 1)',
      whole(1, 8),
    )
    .option(
      '--critic-instances <n>',
      'critics that confirm, refute or adjust each finding; what most of them do not confirm drops below the line (default: 0)',
      whole(0, 5),
    )
    .option('--worker-models <models>', 'only these do the planned tasks, by comma', modelNames)
    .option(
      '--enable-guardrails',
      "hold changes against the project's own format, lint, type and test commands, before and after, and against limits of size, secrets, licences and dependencies",
    )
    .option('--auto-fix', 'mend what was found in a git worktree, and apply it once you agree; see `hanzo changes`')
    .option(
      '--profile [command]',
      "run a command (default: the project's tests) under its language's profiler, and look at what is hot first",
    )
    .option('--suggest-optimizations', 'have optimisations of what is slow written down')
    .option('--generate-diagrams', 'draw the modules and their real imports')
    .option('--suggest-patterns', 'have patterns suggested that would help the architecture')
    .option('--image <file...>', 'pictures that belong to the instructions, for models with vision')
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
    .option('--dry-run', 'show plan, files, tokens, worst-case cost and who would get each task; needs no key')
    .option('--plan-only', 'plan with the model, show the plan, and stop there; `--resume` goes on with it')
    .option('-y, --yes', 'ask nothing: what is planned is done, what is mended is applied')
    .option('--batch-mode', 'one task for each file of --files, in parallel, without a planning model, in one report')
    .option('--monitor', 'show workers, tasks, tokens and money live')
    .option('--screen-reader', 'plain lines in their order: nothing is drawn or replaced (also HANZO_SCREEN_READER=1)')
    .option('--watch', 'go on: look again at what changes, until Ctrl-C')
    .option('--session <id>', 'go on with a conversation: its id, the beginning of it, or last; see `hanzo sessions`');
}
