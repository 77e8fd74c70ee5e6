import type { RungName, TaskKind, Tier } from '@hanzo/contracts';
import type { Row } from './attempt-rows.ts';
import { priorityOf } from './rows.ts';
import type { AttemptRow, RunRow, TaskRow, TaskState } from './task-book.ts';

/** A row of `tasks` with its count of attempts. */
export function taskRowOf(row: Row): TaskRow {
  return {
    id: String(row['id']),
    runId: String(row['run_id']),
    kind: row['kind'] as TaskKind,
    tier: row['tier'] as Tier,
    priority: priorityOf(row['priority']),
    title: String(row['title']),
    state: row['state'] as TaskState,
    reason: String(row['reason']),
    waiting: String(row['waiting']),
    attempts: Number(row['attempts']),
    queuedAt: Number(row['queued_at']),
    ...endedAtOf(row),
    cancelRequested: row['cancel_requested_at'] !== null,
    ...askedByOf(row),
  };
}

/** A row of `attempts`. */
export function attemptRowOf(row: Row): AttemptRow {
  return {
    number: Number(row['number']),
    rung: row['rung'] as RungName,
    node: String(row['node']),
    peerId: String(row['peer_id']),
    model: modelOf(row),
    state: row['state'] as AttemptRow['state'],
    code: String(row['code']),
    reason: String(row['reason']),
    unjudged: row['answered_at'] !== null,
    placement: String(row['placement']),
    extra: row['extra'] === 1,
    inputTokens: Number(row['input_tokens']),
    outputTokens: Number(row['output_tokens']),
    costMicros: Number(row['cost_micros']),
    startedAt: Number(row['started_at']),
    ...endedAtOf(row),
    answer: String(row['answer']),
  };
}

/** The name under which it answered, else the one that was asked for. An answer from the cache has none any more. */
function modelOf(row: Row): string {
  if (row['who'] === 'cache') return '';
  return String(row['served_model'] === '' ? row['requested_model'] : row['served_model']);
}

/** A row of `runs` with how many of its tasks are in which state. */
export function runRowOf(row: Row, countRows: readonly Row[]): RunRow {
  const counts: Record<TaskState, number> = { queued: 0, running: 0, done: 0, undone: 0, cancelled: 0, interrupted: 0 };
  for (const { state, n } of countRows) counts[state as TaskState] = Number(n);
  return {
    id: String(row['id']),
    state: row['state'] as RunRow['state'],
    orchestrator: String(row['orchestrator']),
    workspace: String(row['workspace']),
    node: String(row['node']),
    startedAt: Number(row['started_at']),
    ...endedAtOf(row),
    counts,
    instructions: String(row['instructions']),
    resumable: row['state'] !== 'running' && row['asked_by'] === '' && row['plan'] !== '' && hasRest(row, counts),
    ...askedByOf(row),
  };
}

/** Tasks that are open, or a run that had died before it could write them down. */
function hasRest(row: Row, { queued, running, interrupted, ...ended }: Record<TaskState, number>): boolean {
  const isEmpty = ended.done + ended.undone + ended.cancelled === 0 && row['state'] !== 'complete';
  return queued + running + interrupted > 0 || isEmpty;
}

function askedByOf(row: Row): { readonly askedBy?: string } {
  return row['asked_by'] === '' ? {} : { askedBy: String(row['asked_by']) };
}

function endedAtOf(row: Row): { readonly endedAt?: number } {
  return row['ended_at'] === null ? {} : { endedAt: Number(row['ended_at']) };
}
