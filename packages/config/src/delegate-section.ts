import { parseDollars } from '@hanzo/contracts';
import { z } from 'zod';

/** The `delegate` section of the user's config.json: how issues are handed to a strong model. */
export interface DelegateSection extends ProjectDelegateSection {
  readonly afterFailures?: number | undefined;
}

/** The same of a project's file. What is spent it may only lower, and whether anything is delegated by itself it does not say. */
export interface ProjectDelegateSection {
  readonly model?: string | undefined;
  readonly folder?: string | undefined;
  readonly budgetUsd?: string | number | undefined;
  readonly contextTokens?: number | undefined;
  readonly retries?: number | undefined;
}

/** Where requests and results are kept unless somebody says otherwise, from the workspace on. */
export const DEFAULT_DELEGATIONS_FOLDER = '.autonomous_runs/openai_delegations';

/** No path that a system takes is longer; no model takes more tokens; nobody asks more often. */
const MOST = { folderChars: 255, contextTokens: 2_000_000, retries: 5, afterFailures: 10 } as const;

/** Names that mean the same folder everywhere: nothing that a system, a terminal or git reads as more than a name. */
const PLAIN_NAME = /^[\p{L}\p{N}._+@ -]+$/u;

/** As people write names of the catalogue, or of local models. Whoever is asked to trust it sees all of it. */
const MODEL_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._:/@+ -]{0,199}$/u;

/**
 * Why requests and results cannot be kept in a folder of this name; undefined: they can.
 *
 * @param folder relative to the workspace, with forward slashes
 */
export function delegationsFolderFault(folder: string): string | undefined {
  if (folder.length > MOST.folderChars) return `must have at most ${MOST.folderChars} characters`;
  if (/^[/\\~]|^[A-Za-z]:/.test(folder))
    return 'must be relative to the workspace, such as .autonomous_runs/delegations';
  const names = folder.split('/');
  if (names.includes('..')) return 'must lie inside the workspace';
  // Git is told to ignore all that is in the folder.
  if (names.every((name) => name === '' || name === '.'))
    return 'must be a folder of its own, not the workspace itself';
  if (names.some((name) => name === '' || name === '.' || /^[ ]|[. ]$/.test(name) || !PLAIN_NAME.test(name)))
    return 'must be plain names with / between them, such as .autonomous_runs/delegations';
  return names.some((name) => /^\.git$/i.test(name)) ? "must not lie in git's own folder" : undefined;
}

const sections = {
  model: z
    .string()
    .regex(MODEL_NAME, 'must be the name of a model, such as gpt-4o')
    .optional()
    .describe('Which model is asked where nobody names one (default: gpt-4o, else the strongest that can be called)'),
  folder: z
    .string()
    .superRefine((folder, { addIssue }) => {
      const message = delegationsFolderFault(folder);
      if (message !== undefined) addIssue({ code: 'custom', message });
    })
    .optional()
    .describe(`Keeps requests and results, in the workspace (default: ${DEFAULT_DELEGATIONS_FOLDER})`),
  budgetUsd: z
    .union([z.string(), z.number()])
    .refine(
      (amount) => parseDollars(amount) !== undefined,
      'must be an amount in US dollars such as 12.50, with at most six decimals',
    )
    .optional()
    .describe('Most that one delegation may cost, with all its rounds and models, in US dollars (default: 1)'),
  contextTokens: z
    .int()
    .min(0)
    .max(MOST.contextTokens)
    .optional()
    .describe('Room for files in a request, in tokens (default: 30000)'),
  retries: z
    .int()
    .min(0)
    .max(MOST.retries)
    .optional()
    .describe('Most further rounds after an answer with low confidence (default: 1)'),
};

/** Strict: a mistyped budget would be none. */
export const delegateSectionSchema: z.ZodType<DelegateSection> = z.strictObject({
  ...sections,
  afterFailures: z
    .int()
    .min(1)
    .max(MOST.afterFailures)
    .optional()
    .describe(
      '`hanzo dev` delegates a task by itself once it has failed so often (default: it never does, and only says so)',
    ),
});

const USER_ONLY = 'a project may not say this: it is for each user';

/** Without what spends by itself. */
export const projectDelegateSchema: z.ZodType<ProjectDelegateSection> = z.strictObject({
  ...sections,
  afterFailures: z.never(USER_ONLY).optional(),
});
