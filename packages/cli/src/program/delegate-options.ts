import { Option, type Command } from 'commander';
import { EFFORTS, SERVICE_TIERS } from '@hanzo/contracts';
import { homeOption } from './command-options.ts';
import { dollars, modelNames, seconds, whole } from './option-values.ts';

/** What goes with an issue. */
export function withEvidence(command: Command): Command {
  return command
    .optionsGroup('What goes with it:')
    .option(
      '--files <paths...>',
      'files of the workspace, by comma or space: paths, globs, !path for none of it, path:10-80 for lines',
    )
    .option('--context <text>', 'what is known already')
    .option('--logs <text>', 'error messages and logs, as they are')
    .option('--logs-file <file>', 'the same from a file; "-" is standard input')
    .option('--attempted-fixes <text...>', 'what was tried in vain, each in quotes')
    .option(
      '--diff',
      'uncommitted changes of the workspace; where files are named, and nothing is gathered, of these files',
    )
    .option('--gather', 'also files that the issue, logs and diff lead to (default: where no file is named)')
    .option('--no-gather', 'only what is named here')
    .option(
      '--earlier',
      'what earlier delegations on the same problem found, also those of local models (default: where files are gathered, without those)',
    )
    .option('--no-earlier', 'nothing of what earlier delegations found')
    .option(
      '--context-tokens <n>',
      'room for files, in tokens; the issue may have as much, and so may all other texts together, but 2000 each in any case (default: 30000, or what the configuration says)',
      whole(0, 2_000_000),
    );
}

/** How `--model` and `--models` are told. */
export interface ModelWords {
  readonly model: string;
  readonly models: string;
}

const NEW_MODELS: ModelWords = {
  model:
    'of `hanzo models`, or local:<name> (default: that of the phrase, of the configuration, gpt-4o, else the strongest that can be called)',
  models: 'ask each of them the same, by comma, and compare their answers',
};

export const FOLLOWING_MODELS: ModelWords = {
  ...NEW_MODELS,
  model: 'of `hanzo models`, or local:<name> (default: those that were asked before)',
};

export const AGAIN_MODELS: ModelWords = {
  model: 'with --again: ask this one the same request, instead of those that were asked',
  models: 'with --again: ask these, by comma, instead',
};

/** Who is asked, and what that may cost. */
export function withModels(command: Command, words: ModelWords = NEW_MODELS): Command {
  return command
    .optionsGroup('Who is asked, and what that may cost:')
    .option('--model <model>', words.model)
    .option('--models <models>', words.models, modelNames)
    .option('--budget <usd>', 'most that all of it may cost, with all rounds and models (default: 1)', dollars)
    .option(
      '--retries <n>',
      'further rounds after an answer with low confidence: a stronger model, and more files where they are gathered (default: 1)',
      whole(0, 5),
    )
    .option('--max-output-tokens <n>', 'most tokens of an answer (default: 8000)', whole(16, 128_000))
    .option('--timeout <seconds>', 'end all of it after this long', seconds)
    .optionsGroup('How API models are called:')
    .option('--retry-on-rate-limit', 'wait as long as a provider asks for when it is asked too often, then ask again')
    .option(
      '--max-retries <n>',
      'how often a failed call is made again; each try costs on its own (default: 2)',
      whole(0, 20),
    )
    .addOption(
      new Option('--service-tier <tier>', 'flex: cheaper and slower; priority: dearer and faster').choices(
        SERVICE_TIERS.filter((tier) => tier !== 'batch'),
      ),
    )
    .addOption(new Option('--effort <level>', 'how hard the model thinks, where it can be told').choices(EFFORTS))
    .option('--fallback <models>', 'asked in this order where a model is not available, by comma', modelNames)
    .option('--no-fallback', 'ask nobody else where a model is not available (default)')
    .option('--base-url <url>', 'OpenAI-compatible endpoint')
    .addOption(new Option('--api <kind>', 'which interface the endpoint speaks').choices(['responses', 'chat']))
    .option(
      '--no-background',
      'keep no answer at OpenAI until it is fetched: one that is under way is lost with this process, and charged in full',
    )
    .option('--verbose', 'show decisions: routes, gates, waits');
}

/** Where delegations are kept, and how the commands about them print. */
export function withDelegations(command: Command): Command {
  return command
    .optionsGroup('Where, and how it is told:')
    .option('-w, --workspace <dir>', 'the project (default: this folder)')
    .option(
      '--output-dir <dir>',
      'where requests and results are kept, in the workspace (default: .autonomous_runs/openai_delegations)',
    )
    .option('--json', 'print JSON lines on stdout')
    .addOption(homeOption());
}
