import {
  DATA_CLASSES,
  EFFORTS,
  FOCUSES,
  HanzoError,
  PRIORITIES,
  SERVICE_TIERS,
  SEVERITIES,
  TIERS,
} from '@hanzo/contracts';
import { MAX_SECONDS } from '../program/option-values.ts';
import type { DevWork, HanzoDevOrchestratorOptions } from './dev-options.ts';

/** What a value must be, in words that go on "It must be …". */
interface Rule {
  readonly wanted: string;
  readonly holds: (value: unknown) => boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const flag: Rule = { wanted: 'true or false', holds: (value) => typeof value === 'boolean' };
const text: Rule = { wanted: 'a text that is not empty', holds: isText };
const texts: Rule = {
  wanted: 'an array of texts that are not empty',
  holds: (value) => Array.isArray(value) && value.every(isText),
};
/** They are told apart by comma further on. */
const models: Rule = {
  wanted: 'an array of names of models, e.g. ["gpt-5", "local:llama3.2"]',
  holds: (value) => texts.holds(value) && (value as readonly string[]).every((name) => !name.includes(',')),
};
const seconds: Rule = {
  wanted: `seconds, from 0.001 to ${MAX_SECONDS} (24 days)`,
  holds: (value) => typeof value === 'number' && value >= 0.001 && value <= MAX_SECONDS,
};
/** More is a slip of somebody who counts in cents or in micro-dollars. */
const MOST_USD = 1_000_000;
const dollars: Rule = {
  wanted: `US dollars, from 0 to ${MOST_USD}, e.g. 0.5`,
  holds: (value) => typeof value === 'number' && value >= 0 && value <= MOST_USD,
};

function whole(least: number, most: number): Rule {
  return {
    wanted: `a whole number from ${least} to ${most}`,
    holds: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

function oneOf(values: readonly string[]): Rule {
  return {
    wanted: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
    holds: (value) => typeof value === 'string' && values.includes(value),
  };
}

function either(wanted: string, ...rules: readonly Rule[]): Rule {
  return { wanted, holds: (value) => rules.some(({ holds }) => holds(value)) };
}

const no: Rule = { wanted: 'false', holds: (value) => value === false };
const DISCOVERY = oneOf(['mdns', 'local', 'members']);

/** One for each option: a new one does not compile without. */
const RULES: { readonly [Name in keyof Required<HanzoDevOrchestratorOptions>]: Rule } = {
  allowTools: texts,
  api: oneOf(['responses', 'chat']),
  applyFixes: flag,
  approveTool: { wanted: 'a function', holds: (value) => typeof value === 'function' },
  autoFix: flag,
  baseUrl: text,
  baseline: text,
  batchApi: flag,
  batchMode: flag,
  bootstrap: texts,
  budgetUsd: dollars,
  cache: flag,
  copies: whole(1, 5),
  criticInstances: whole(0, 5),
  criticModels: models,
  dataClass: oneOf(DATA_CLASSES),
  deadlineSeconds: seconds,
  delegateAfter: whole(1, 10),
  discovery: {
    wanted: 'an array of "mdns", "local" and "members"',
    holds: (value) => Array.isArray(value) && value.every(DISCOVERY.holds),
  },
  effort: oneOf(EFFORTS),
  enableGuardrails: flag,
  failOn: oneOf(SEVERITIES),
  fallback: either('an array of names of models, or false', models, no),
  files: texts,
  focus: oneOf(FOCUSES),
  generateDiagrams: flag,
  home: text,
  image: texts,
  instances: whole(1, 8),
  localOnly: flag,
  log: { wanted: 'a function', holds: (value) => typeof value === 'function' },
  maxRetries: whole(0, 20),
  maxTasks: whole(1, 100_000),
  maxTier: oneOf(TIERS),
  mcpTools: flag,
  orchestratorModel: text,
  output: texts,
  patch: text,
  preferLocal: flag,
  priority: oneOf(PRIORITIES),
  profile: either('true, false or a command', flag, text),
  retryOnRateLimit: flag,
  serviceTier: oneOf(SERVICE_TIERS.filter((tier) => tier !== 'batch')),
  suggestOptimizations: flag,
  suggestPatterns: flag,
  tier: oneOf(TIERS),
  timeoutSeconds: seconds,
  toolBudgetUsd: dollars,
  toolSeconds: seconds,
  toolSteps: whole(1, 100),
  tools: texts,
  useHanzoNet: flag,
  workerModels: models,
  workspace: text,
};

/**
 * Checks what a program wants, of whatever language: nothing that is wrong shall be taken for what is the default.
 *
 * @throws HanzoError USAGE that names the option
 */
export function checkOptions(options: HanzoDevOrchestratorOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new HanzoError('USAGE', 'The options are no object.', { mend: 'Give an object of options, or nothing.' });
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(RULES, name)) throw unknownOption(name);
    const { holds, wanted } = RULES[name as keyof typeof RULES];
    if (!holds(value)) throw wrong(name, value, wanted);
  }
  const { applyFixes, autoFix } = options;
  if (applyFixes === true && autoFix !== true)
    throw new HanzoError('USAGE', 'applyFixes applies what autoFix mends, and autoFix is not set.', {
      mend: 'Set autoFix, or leave applyFixes out.',
    });
}

/** @throws HanzoError USAGE for work that is none */
export function checkWork(work: unknown): void {
  if (typeof work !== 'string' && (typeof work !== 'object' || work === null))
    throw wrong('work', work, 'a text or an object');
  const { instructions, files, signal, ...calls } = (typeof work === 'string' ? { instructions: work } : work) as {
    readonly [Name in keyof DevWork]?: unknown;
  };
  // A program's standard input is its own.
  if (!isText(instructions) || instructions.trim() === '-')
    throw wrong('instructions', instructions, 'a text that says what to do');
  if (files !== undefined && !texts.holds(files)) throw wrong('files', files, texts.wanted);
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw wrong('signal', signal, 'an AbortSignal');
  for (const [name, value] of Object.entries(calls))
    if (value !== undefined && typeof value !== 'function') throw wrong(name, value, 'a function');
}

function unknownOption(name: string): HanzoError {
  return new HanzoError('USAGE', `There is no option "${name}".`, {
    mend: 'Options are named like the flags of `hanzo dev`, in camel case; see HanzoDevOrchestratorOptions.',
    details: { name },
  });
}

function wrong(name: string, value: unknown, wanted: string): HanzoError {
  const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value)?.slice(0, 80) ?? typeof value);
  return new HanzoError('USAGE', `The option ${name} is ${shown}.`, {
    mend: `It must be ${wanted}.`,
    details: { name },
  });
}
