import type { AppliedFixes, AskedModel, Delegation, FurtherRequest, KeptResult, OpenQuestion } from './delegation.ts';
import type { BegunLine, LogLine, ReadLine } from './log-line.ts';

/** A delegation, and what only the folder needs to know of it. */
export interface LoggedDelegation {
  readonly delegation: Delegation;
  /** Of the bytes of its requests and results, by file name. */
  readonly sums: ReadonlyMap<string, string>;
  /** Of the bytes of results that were about to be written. */
  readonly announced: ReadonlySet<string>;
}

interface Gathered {
  readonly begun: BegunLine;
  readonly isOwn: boolean;
  readonly asked: AskedModel[];
  readonly open: Map<string, OpenQuestion>;
  readonly further: FurtherRequest[];
  readonly results: KeptResult[];
  readonly offered: AppliedFixes[];
  readonly applied: AppliedFixes[];
  readonly sums: Map<string, string>;
  readonly announced: Set<string>;
  comparison?: { readonly markdown: string; readonly json: string };
}

/**
 * Puts together what the lines of a log say, by id, in the order in which they began. Of what has no beginning nothing is known. Where
 * this home began one, only its own lines count; what it applied of others' it knows itself.
 */
export function delegationsIn(lines: readonly ReadLine[]): ReadonlyMap<string, LoggedDelegation> {
  const gathered = new Map<string, Gathered>();
  for (const { line, isOwn } of lines) {
    if (line.kind !== 'begun') continue;
    const known = gathered.get(line.id);
    if (known === undefined || (isOwn && !known.isOwn)) gathered.set(line.id, beginning(line, isOwn));
  }
  for (const { line, isOwn } of lines) {
    const into = gathered.get(line.id);
    const mayBeOthers = into?.isOwn === false && line.kind !== 'offered' && line.kind !== 'applied';
    if (into !== undefined && (isOwn || mayBeOthers)) add(into, line);
  }
  return new Map([...gathered].map(([id, one]) => [id, logged(one)]));
}

function logged({ sums, announced, ...one }: Gathered): LoggedDelegation {
  return { delegation: delegationOf(one), sums, announced };
}

/** One model in one round: it has one result that counts. */
export function questionKey({ model, round }: { readonly model: string; readonly round: number }): string {
  return `${round} ${model}`;
}

/** Keys of what has still to be asked, or is being asked. */
export function unansweredIn({
  models,
  further,
  results,
  open,
}: Pick<Delegation, 'models' | 'further' | 'results' | 'open'>): readonly string[] {
  const known = new Set(results.map(questionKey));
  const wanted = [...models.map((model) => ({ model, round: 1 })), ...further].map(questionKey);
  return [...new Set([...wanted.filter((key) => !known.has(key)), ...open.map(questionKey)])];
}

function beginning(begun: BegunLine, isOwn: boolean): Gathered {
  return {
    begun,
    isOwn,
    asked: [],
    open: new Map(),
    further: [],
    results: [],
    offered: [],
    applied: [],
    sums: new Map([[begun.request, begun.sha256]]),
    announced: new Set(),
  };
}

function add(into: Gathered, line: LogLine): void {
  switch (line.kind) {
    case 'begun':
      return;
    case 'further': {
      const { round, model, after, request, files } = line;
      into.further.push({ round, model, after, request, files });
      into.sums.set(request, line.sha256);
      return;
    }
    case 'asked': {
      const { model, round, runId, taskId, request } = line;
      const asked = { model, round, runId, taskId, request };
      // Whoever takes a question up may note it again.
      if (!into.asked.some((known) => known.taskId === taskId && known.runId === runId)) into.asked.push(asked);
      into.open.set(questionKey(line), { ...asked, askedAt: line.at });
      return;
    }
    case 'answered':
      into.announced.add(line.sha256);
      return;
    case 'result': {
      const { model, round, state, confidence, costMicros, markdown, json } = line;
      into.results.push({ model, round, state, confidence, costMicros, markdown, json });
      into.sums.set(json, line.sha256);
      into.open.delete(questionKey(line));
      return;
    }
    case 'compared':
      into.comparison = { markdown: line.markdown, json: line.json };
      return;
    case 'offered':
    case 'applied': {
      const { kind, changeSet, model, result, fixes } = line;
      into[kind].push({ changeSet, model, result, fixes });
    }
  }
}

function delegationOf({
  begun,
  isOwn,
  open: questions,
  comparison,
  ...gathered
}: Omit<Gathered, 'sums' | 'announced'>): Delegation {
  const { id, at, request, issue, attemptedFixes, models, files, parent, workspace, terms } = begun;
  const { asked, further, results, offered, applied } = gathered;
  const open = [...questions.values()];
  return {
    id,
    isForeign: !isOwn,
    createdAt: at,
    request,
    issue,
    attemptedFixes,
    models,
    files,
    parent,
    workspace,
    terms,
    asked,
    open,
    further,
    results,
    offered,
    applied,
    comparison,
    isFinished: unansweredIn({ models, further, results, open }).length === 0,
  };
}
