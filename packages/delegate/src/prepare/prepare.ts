import { HanzoError } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { earlierDelegations, type ChangeStateReader } from '../earlier/earlier-delegations.ts';
import { unsureAnswer } from '../earlier/unsure-answer.ts';
import type { Delegation, Delegations } from '../folder/delegation.ts';
import { gather as gatherFiles } from '../gather/gather.ts';
import { findNamedFiles } from '../named/find-named.ts';
import { pack } from '../pack/pack.ts';
import { sendableWords } from '../redact/sendable.ts';
import type {
  Candidate,
  Clues,
  DelegationRequest,
  DelegationResult,
  EarlierDelegation,
  FileWarning,
  FileWish,
  NamedFile,
  NamedFiles,
  Packed,
} from '../words.ts';
import { allowedDiff, type DiffReader } from './allowed-diff.ts';
import { sentClues, sentEarlier, sentQuestions } from './sent-clues.ts';

export interface PrepareOptions {
  readonly clues: Clues;
  /** Uncommitted changes, as far as their files may be sent. @default those of the clues, whatever they are of */
  readonly uncommitted?: DiffReader | undefined;
  /** Files that the user names. */
  readonly wishes: readonly FileWish[];
  /** Without any of these files nothing is to be sent. @default false */
  readonly needsNamed?: boolean | undefined;
  /** Files that the clues lead to are added, where there is room. */
  readonly gathers: boolean;
  /** For files, in tokens, estimated. What is told besides has as much again, and so has the issue; but never less than 2,000. */
  readonly contextTokens: number;
  readonly workspace: Workspace;
  /** Delegations of before, for what helps with this one. @default none is looked at */
  readonly delegations?: Pick<Delegations, 'list' | 'readResult'> | undefined;
  /** The delegation that is followed up: its id. */
  readonly parent?: string | undefined;
  /** Of delegations of before: those on alike issues too, only the one that is followed up, or none. @default alike */
  readonly earlier?: 'alike' | 'parent' | 'none' | undefined;
  /** How a set of changes stands now, by its id. @default as the log of delegations tells it */
  readonly changeState?: ChangeStateReader | undefined;
  /** What only models of this machine were asked is not told. @default false */
  readonly keepsLocal?: boolean | undefined;
  /** The delegation of which a further round is prepared: it is none of before. @default none */
  readonly own?: string | undefined;
  /** What the model of the round before answered. @default this is the first round */
  readonly unsure?: DelegationResult | undefined;
  /** Files that an unsure model wants to see: paths, or names. They come before what is gathered. @default none */
  readonly wanted?: readonly string[] | undefined;
  /** What is asked besides the root cause. @default those of the guide */
  readonly questions?: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/** Who finds files. Tests have their own. */
export interface PrepareParts {
  readonly findNamedFiles: typeof findNamedFiles;
  readonly gather: typeof gatherFiles;
}

/** Nobody reads more. */
const MOST_REASONS = 5;

/**
 * Finds, reads, cuts and redacts all that goes with an issue. Nothing is written, and nobody is asked.
 *
 * Rejects with HanzoError USAGE for a pattern that leads outside the workspace, and where none of the files can be sent that there must
 * be; others that cannot be are told in the request.
 */
export async function prepareDelegation(
  options: PrepareOptions,
  parts: PrepareParts = { findNamedFiles, gather: gatherFiles },
): Promise<DelegationRequest> {
  const { wishes, gathers, workspace, contextTokens, signal, questions = [] } = options;
  const named = await parts.findNamedFiles(wishes, workspace, signal);
  signal.throwIfAborted();
  const changes =
    options.uncommitted === undefined
      ? { diff: options.clues.diff, leftOut: [] }
      : await allowedDiff(options.uncommitted, { named, wishes, gathers });
  const clues = { ...options.clues, diff: changes.diff };
  const packed = await packedFiles({ ...options, clues }, named, parts);
  if (options.needsNamed === true) requireNamed(named, packed);
  const before = await earlierOf(
    options,
    packed.files.map(({ path }) => path),
  );
  const earlier = sentEarlier([...unsureAnswer(options.unsure), ...before.earlier], contextTokens);
  const { redactions, leftOut, ...texts } = sentClues(clues, contextTokens);
  const asked = sentQuestions(questions);
  return {
    ...texts,
    files: packed.files,
    leftOut: [
      ...leftOut,
      ...changes.leftOut,
      ...before.leftOut,
      ...earlier.leftOut,
      ...named.warnings.map(plainWarning),
      ...packed.leftOut,
    ],
    redactions: [...redactions, ...asked.redactions, ...packed.redactions, ...earlier.redactions],
    earlier: earlier.earlier,
    ...(asked.questions.length > 0 && { questions: asked.questions }),
  };
}

/** Somebody would pay for an answer that knows none of the files which it is about. @throws HanzoError USAGE */
function requireNamed({ files, warnings }: NamedFiles, packed: Packed): void {
  if (packed.files.some(({ path }) => files.some((file) => file.path === path))) return;
  const unpacked = packed.leftOut.filter(({ path }) => files.some((file) => file.path === path));
  const reasons = [...warnings.map(plainWarning), ...unpacked].map(({ path, reason, nearest }) => {
    return `${path}: ${reason}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
  });
  throw new HanzoError(
    'USAGE',
    `None of the files that are named can be sent: ${reasons.slice(0, MOST_REASONS).join('; ')}`,
    {
      mend: 'Name files of the workspace, from its root on; or name none: then files are found that the issue leads to.',
    },
  );
}

async function packedFiles(
  { clues, workspace, gathers, contextTokens, wanted, delegations, parent, signal }: PrepareOptions,
  { files, excluded }: NamedFiles,
  { gather }: PrepareParts,
): Promise<Packed> {
  const terms = { contextTokens, wanted, excluded, signal };
  if (!gathers) {
    const packed = await pack(files, [], workspace, terms);
    const wanting = packed.files.some(({ path, isWhole }) => !isWhole && isNamedWhole(files, path));
    if (!wanting) return packed;
  }
  const found = await gather(clues, workspace, { signal, excluded });
  // Of a file that is too long to be sent whole, what the clues point at is sent: also where no other file may be.
  if (!gathers) return await pack(files, [], workspace, { ...terms, hints: found });
  const before = parent === undefined ? [] : await filesOf(parent, found, delegations);
  return await pack(files, [...before, ...found], workspace, { ...terms, hints: found });
}

function isNamedWhole(files: readonly NamedFile[], path: string): boolean {
  return files.some((file) => file.path === path && file.lines.length === 0);
}

/** Whoever goes on with a delegation has its files in mind. They come before others. */
async function filesOf(
  parent: string,
  found: readonly Candidate[],
  delegations: PrepareOptions['delegations'],
): Promise<readonly Candidate[]> {
  const known = (await delegations?.list())?.find(({ id }) => id === parent);
  const best = Math.max(1, ...found.map(({ score }) => score));
  const reason = { kind: 'earlier', words: `it was sent with the delegation ${parent}` } as const;
  return (known?.files ?? []).map((path) => ({
    path,
    score: best,
    lines: found.find((one) => one.path === path)?.lines ?? [],
    reasons: [reason],
  }));
}

interface BeforeThis {
  readonly earlier: readonly EarlierDelegation[];
  readonly leftOut: readonly FileWarning[];
}

async function earlierOf(
  { delegations, clues, parent, own, signal, earlier = 'alike', keepsLocal = false, changeState }: PrepareOptions,
  files: readonly string[],
): Promise<BeforeThis> {
  if (delegations === undefined || earlier === 'none') return { earlier: [], leftOut: [] };
  const all = await delegations.list();
  const known = keepsLocal ? all.filter((one) => !isLocalOnly(one)) : all;
  const isKept = parent !== undefined && known.length < all.length && !known.some(({ id }) => id === parent);
  const told = await earlierDelegations(
    {
      list: async () => await Promise.resolve(known),
      readResult: async (id, kept) => await delegations.readResult(id, kept),
    },
    { issue: clues.issue, files, parent, own, alike: earlier === 'alike', changeState, signal },
  );
  const reason = 'only models of this machine were asked it; --earlier sends what they answered';
  return { earlier: told, leftOut: isKept ? [{ path: `delegation ${parent}`, reason }] : [] };
}

function isLocalOnly({ models, further, asked }: Delegation): boolean {
  return [...models, ...[...further, ...asked].map(({ model }) => model)].every((model) => model.startsWith('local:'));
}

/** As somebody wrote it, on one line and without what looks like a secret. */
function plainWarning({ path, reason, nearest }: FileWarning): FileWarning {
  return {
    path: sendableWords(path),
    reason: sendableWords(reason),
    ...(nearest !== undefined && { nearest: sendableWords(nearest) }),
  };
}
