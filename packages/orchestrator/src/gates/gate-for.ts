import { type Answer, type Gate, type GateName, GATES, type GateVerdict, type Task } from '@hanzo/contracts';
import type { FileChange } from '@hanzo/tools';
import { isVerdictsTask } from '../critics/verdicts-schema.ts';
import { isCommentTask } from '../comments/comment-schema.ts';
import { changesFiles } from '../edits/edits-in.ts';
import { isFindingsTask } from '../findings/findings-schema.ts';
import { applies } from './applies.ts';
import { comment } from './comment.ts';
import { commentsOnly } from './comments-only.ts';
import { commandPasses } from './commands.ts';
import { evidence } from './evidence.ts';
import { finished } from './finished.ts';
import { isAboutPictures } from '../tasks/pictures.ts';
import type { GateTools } from './gate-tools.ts';
import { grounded } from './grounded.ts';
import { guardsPass } from './guards.ts';
import { notDegenerate } from './not-degenerate.ts';
import { parses } from './parses.ts';
import { schema } from './schema.ts';
import { PASSED } from './verdict.ts';

/** As far as it decides which gates there are. */
type JudgedTask = Pick<Task, 'output'> & Partial<Pick<Task, 'gates' | 'system' | 'images'>>;

type Judge = (task: Task, answer: Answer) => GateVerdict;

/** Those that read nothing but the task and its answer. */
const AT_ONCE: Readonly<Partial<Record<GateName, Judge>>> = {
  finished,
  schema,
  degenerate: notDegenerate,
  evidence,
  grounded,
  comment,
};

const FREE: readonly GateName[] = ['degenerate', 'evidence', 'grounded', 'applies', 'parses'];
const FOR_EDITS: ReadonlySet<GateName> = new Set(['applies', 'parses', 'guards', 'format', 'lint', 'types', 'tests']);
const FOR_COMMENTS: readonly GateName[] = ['comment', 'comments-only'];
/** What doc comments speak of is their own gate's to judge. */
const NOT_FOR_COMMENTS: readonly GateName[] = ['evidence', 'grounded'];

/**
 * The gate of a task: its checks in the order of `GATES`, so that what costs nothing goes first; the first refusal counts. A tool
 * is exact: it needs to have finished and to speak the right language. What comes from the cache passes all again but the run's
 * critic, who has judged it when it was new: answers of runs with another critic, or none, are never found. Edits must apply,
 * and pass the guards, whatever the policy says; doc comments must besides say what their function does, and change nothing else.
 */
export function gateFor(task: JudgedTask, tools: GateTools = {}): Gate {
  return (judged, answer, signal) => {
    const names = gatesOf(task, answer, tools);
    const later = names.filter((name) => AT_ONCE[name] === undefined);
    for (const name of names) {
      const verdict = AT_ONCE[name]?.(judged, answer) ?? PASSED;
      if (AT_ONCE[name] !== undefined) tools.onVerdict?.(judged, name, verdict, undefined);
      if (!verdict.passed) return verdict;
    }
    return later.length === 0 ? PASSED : judgeLater(later, judged, answer, endingWith(signal, tools));
  };
}

/** With the task as well as with what the tools end with. */
function endingWith(signal: AbortSignal | undefined, tools: GateTools): GateTools & { readonly signal: AbortSignal } {
  const signals = [signal, tools.signal].filter((one) => one !== undefined);
  return { ...tools, signal: AbortSignal.any(signals) };
}

/** The gates that an answer of this engine must pass, in their order. */
export function gatesOf(
  task: JudgedTask,
  { who }: Pick<Answer, 'who'>,
  tools: Pick<GateTools, 'criticForAll' | 'critic' | 'hasPanel'> = {},
): readonly GateName[] {
  if (who.kind === 'tool') return ['finished', 'schema'];
  const isEdits = changesFiles(task);
  const wanted = new Set<GateName>(['finished', 'schema', ...(task.gates ?? FREE)]);
  if (isEdits) wanted.add('applies').add('guards');
  const isComment = isCommentTask(task);
  for (const name of FOR_COMMENTS) wanted[isComment ? 'add' : 'delete'](name);
  if (isComment) for (const name of NOT_FOR_COMMENTS) wanted.delete(name);
  if (tools.criticForAll === true) wanted.add('critic');
  if (who.kind === 'cache' && tools.critic !== undefined) wanted.delete('critic');
  if (task.output.kind === 'text' || isEdits) wanted.delete('evidence');
  if (!isForCritic(task, tools)) wanted.delete('critic');
  return GATES.filter((name) => wanted.has(name) && (isEdits || !FOR_EDITS.has(name)));
}

/**
 * Nobody judges verdicts, and findings are judged once: by the panel, where there is one. Critics see no pictures, so that they
 * cannot judge what is said of one.
 */
export function isForCritic(task: JudgedTask, { hasPanel = false }: Pick<GateTools, 'hasPanel'>): boolean {
  return !isAboutPictures(task) && !isVerdictsTask(task) && !(hasPanel && isFindingsTask(task));
}

/** True when nobody judges what the policy wants judged: a later run must not take such an answer for an accepted one. */
export function lacksCritic(task: JudgedTask, tools: Pick<GateTools, 'critic' | 'hasPanel'> = {}): boolean {
  return tools.critic === undefined && task.gates?.includes('critic') === true && isForCritic(task, tools);
}

async function judgeLater(
  names: readonly GateName[],
  task: Task,
  answer: Answer,
  tools: GateTools & { readonly signal: AbortSignal },
): Promise<GateVerdict> {
  let files: readonly FileChange[] = [];
  for (const name of names) {
    // What costs time or money is not begun for a task that has been stopped.
    tools.signal.throwIfAborted();
    const applied = name === 'applies' ? await applies(tools.root, task, answer) : undefined;
    files = applied?.files ?? files;
    let unjudged: string | undefined;
    const onUnjudged = (sentence: string): void => {
      unjudged = sentence;
      tools.onUnjudged?.(sentence);
    };
    const verdict =
      applied?.verdict ??
      (await judge(name, files, task, answer, {
        ...tools,
        onUnjudged,
        // What it said before is a doubt about the verdict, and there is one.
        onJudged: () => {
          unjudged = undefined;
        },
      }));
    // A command that was cut off has refused nothing.
    if (!verdict.passed) tools.signal.throwIfAborted();
    tools.onVerdict?.(task, name, verdict, unjudged);
    if (!verdict.passed) return verdict;
  }
  return PASSED;
}

async function judge(
  name: GateName,
  files: readonly FileChange[],
  task: Task,
  answer: Answer,
  tools: GateTools & { readonly signal: AbortSignal; readonly onJudged: () => void },
): Promise<GateVerdict> {
  const { parser, trial, critic, signal } = tools;
  const unjudged = (sentence: string): void => tools.onUnjudged?.(sentence);
  switch (name) {
    case 'parses':
      if (parser !== undefined) return await parses(files, parser, signal);
      unjudged('parses: there is no parser, so the syntax of edits is not judged.');
      return PASSED;
    case 'comments-only':
      return await commentsOnly(files, unjudged);
    case 'guards':
      return await guardsPass(files, [task], { guardrails: tools.guardrails });
    case 'format':
    case 'lint':
    case 'types':
    case 'tests':
      return await commandPasses(name, files, trial, { signal, unjudged, judged: tools.onJudged });
    case 'critic':
      if (critic !== undefined) return await critic(task, answer, signal);
      unjudged('critic: the policy wants one, and this run has none: name a model with --critic.');
      return PASSED;
    default:
      return PASSED;
  }
}
