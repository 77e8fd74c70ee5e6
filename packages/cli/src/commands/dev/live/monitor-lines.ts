import { countOf, RUNGS } from '@hanzo/contracts';
import type { Standing } from '@hanzo/ledger';
import { createStyle } from '../../../terminal/style.ts';
import { moneyInWords, roundDollars, severitiesInWords, wholeSeconds } from './panel-lines.ts';
import type { MonitorSnapshot } from './monitor-snapshot.ts';
import type { WorkerFigures } from './run-sources.ts';

const MOST_WORKERS = 8;
const MOST_MODELS = 4;
const PLAIN = createStyle(() => false);

/** Below the tasks of a run: who works, what is paid, what was used. */
export function monitorLines(snapshot: MonitorSnapshot): readonly string[] {
  const { workers, models, lastEscalation, escalations } = snapshot;
  const more = workers.length - MOST_WORKERS;
  return [
    ...(workers.length === 0 ? [] : [workersInWords(snapshot)]),
    ...workers.slice(0, MOST_WORKERS).map((worker) => `  ${workerInWords(worker)}`),
    ...(more > 0 ? [`  and ${countOf(more, 'worker')} more`] : []),
    ...moneyLines(snapshot),
    ...models
      .slice(0, MOST_MODELS)
      .map((one) => `tokens of ${one.model}: ${one.inputTokens} in, ${one.outputTokens} out`),
    resolvedInWords(snapshot),
    ...(lastEscalation === undefined
      ? []
      : [
          `escalated ${countOf(escalations, 'time')}, last ${lastEscalation.title} (${lastEscalation.from} to ${lastEscalation.to}): ${lastEscalation.reason}`,
        ]),
  ].filter((line) => line !== '');
}

/** Everything in one line, for a log. */
export function monitorLine(snapshot: MonitorSnapshot): string {
  const { tasks, workers, findings, openCalls, models, elapsedMs, escalations, toolCalls } = snapshot;
  const calls = openCalls.reduce((sum, one) => sum + one.calls, 0);
  const tokens = (kind: 'inputTokens' | 'outputTokens'): number => models.reduce((sum, one) => sum + one[kind], 0);
  const parts = [
    `${tasks.ended}/${tasks.total} tasks, ${tasks.running} run`,
    severitiesInWords(findings, PLAIN),
    workers.length === 0 ? '' : workersInWords(snapshot),
    calls === 0 ? '' : `${countOf(calls, 'paid call')} under way`,
    `${moneyInWords(snapshot.money) || '$0.00'} spent`,
    ...snapshot.limits.map(limitInWords),
    `${tokens('inputTokens')} tokens in, ${tokens('outputTokens')} out`,
    resolvedInWords(snapshot),
    escalations === 0 ? '' : `${countOf(escalations, 'escalation')}`,
    toolCalls === 0 ? '' : countOf(toolCalls, 'tool call'),
    wholeSeconds(elapsedMs),
  ];
  return `monitor: ${parts.filter((part) => part !== '').join('; ')}`;
}

function workersInWords({ workers, waiting }: MonitorSnapshot): string {
  const sum = (of: (worker: WorkerFigures) => number): number => workers.reduce((total, one) => total + of(one), 0);
  const queue = waiting + sum(({ queued }) => queued);
  return `${countOf(workers.length, 'worker')}, ${sum(({ busy }) => busy)} of ${sum(({ slots }) => slots)} slots busy, ${queue} wait`;
}

function workerInWords({ name, models, state, busy, slots, queued, ours, tokensPerSecond }: WorkerFigures): string {
  const parts = [
    `${name} (${models.join(', ') || 'no model'})`,
    ...(state === 'ready' ? [] : [state]),
    `${busy}/${slots} busy`,
    ...(queued > 0 ? [`${queued} wait`] : []),
    `${ours} ours`,
    ...(tokensPerSecond > 0 ? [`${Math.round(tokensPerSecond)} tok/s`] : []),
  ];
  return parts.join('  ');
}

function moneyLines({ money, limits, openCalls }: MonitorSnapshot): readonly string[] {
  const calls = openCalls.map(({ model, calls: count }) => `${count} to ${model}`).join(', ');
  const { spentMicros, heldMicros, capMicros } = money;
  const isPaid = spentMicros > 0 || heldMicros > 0 || capMicros !== undefined;
  const run = capMicros === undefined ? spentHeld(money) : room({ ...money, capMicros });
  return [
    ...(calls === '' ? [] : [`paid calls under way: ${calls}`]),
    ...(isPaid ? [`run: ${run}`] : []),
    ...limits.map(limitInWords),
  ];
}

function limitInWords(standing: Standing): string {
  const { scope, name } = standing;
  const window = scope.endsWith('hour') ? 'last hour' : 'last 24 h';
  return `${name === '' ? window : `${name}, ${window}`}: ${room(standing)}`;
}

/** `$0.02 spent, $0.01 held, $0.97 left of $1`. */
function room(of: Pick<Standing, 'spentMicros' | 'heldMicros' | 'capMicros'>): string {
  const left = Math.max(0, of.capMicros - of.spentMicros - of.heldMicros);
  return `${spentHeld(of)}, ${roundDollars(left)} left of ${roundDollars(of.capMicros)}`;
}

function spentHeld({ spentMicros, heldMicros }: Pick<Standing, 'spentMicros' | 'heldMicros'>): string {
  return `${roundDollars(spentMicros)} spent, ${roundDollars(heldMicros)} held`;
}

/** `done by: cache 3, mesh 10, api 1`. */
function resolvedInWords({ resolved }: MonitorSnapshot): string {
  const by = RUNGS.flatMap((rung) => (resolved[rung] === undefined ? [] : [`${rung} ${resolved[rung]}`]));
  return by.length === 0 ? '' : `done by: ${by.join(', ')}`;
}
