import { CATEGORIES, CONFIDENCES, SEVERITIES, TASK_KINDS } from '@hanzo/contracts';
import type { StoredSession, Turn, TurnFinding, TurnTask, UnderWay } from './session.ts';

/** Reads a kept conversation back; undefined for anything else. A version that we do not know is `newer`. */
export function readSession(text: string): StoredSession | 'newer' | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || typeof value['v'] !== 'number') return undefined;
  if (value['v'] > 1) return 'newer';
  return value['v'] === 1 && isSession(value) ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function isSession(value: Fields): value is Fields & StoredSession {
  const { id, workspace, flags, turns, underWay } = value;
  if (!hasNumbers(value, ['startedAt', 'updatedAt', 'turnCount', 'costMicros'])) return false;
  if (typeof id !== 'string' || typeof workspace !== 'string' || !isRecord(flags)) return false;
  return isListOf(turns, isTurn) && (underWay === undefined || isUnderWay(underWay));
}

function isTurn(value: unknown): value is Turn {
  if (!isRecord(value) || !hasNumbers(value, ['startedAt', 'endedAt', 'exitCode', 'findingCount', 'costMicros']))
    return false;
  const { words, summary, runId, findings, plan, delegation } = value;
  if (typeof words !== 'string' || typeof summary !== 'string' || ![runId, delegation].every(isOptionalText))
    return false;
  return isListOf(findings, isFinding) && (plan === undefined || isPlan(plan));
}

function isFinding(value: unknown): value is TurnFinding {
  if (!isRecord(value) || !hasNumbers(value, ['line'])) return false;
  const { severity, path, message, fix, given } = value;
  if (given !== undefined && !isGiven(given)) return false;
  return (
    [path, message, fix].every((text) => typeof text === 'string') &&
    (SEVERITIES as readonly unknown[]).includes(severity)
  );
}

function isGiven(value: unknown): boolean {
  if (!isRecord(value) || !hasNumbers(value, ['line']) || !isOptionalText(value['lineKey'])) return false;
  const { path, quote, message, rationale, fix, severity, category, confidence, kind } = value;
  return (
    [path, quote, message, rationale, fix].every(isText) &&
    (SEVERITIES as readonly unknown[]).includes(severity) &&
    (CATEGORIES as readonly unknown[]).includes(category) &&
    (CONFIDENCES as readonly unknown[]).includes(confidence) &&
    (TASK_KINDS as readonly unknown[]).includes(kind)
  );
}

function isPlan(value: unknown): value is NonNullable<Turn['plan']> {
  if (!isRecord(value) || !hasNumbers(value, ['taskCount'])) return false;
  return typeof value['by'] === 'string' && isListOf(value['tasks'], isTask);
}

function isTask(value: unknown): value is TurnTask {
  if (!isRecord(value)) return false;
  const { kind, tier, title, files } = value;
  return [kind, tier, title].every((text) => typeof text === 'string') && isListOf(files, isText);
}

function isUnderWay(value: unknown): value is UnderWay {
  if (!isRecord(value) || !hasNumbers(value, ['startedAt'])) return false;
  const { words, runId, asked = [], countedMicros = 0 } = value;
  if (typeof words !== 'string' || typeof countedMicros !== 'number') return false;
  return isOptionalText(runId) && isListOf(asked, isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function hasNumbers(value: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'number');
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
