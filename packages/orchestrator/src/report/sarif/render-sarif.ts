import { type Category, type Confidence, redactValues, type Severity } from '@hanzo/contracts';
import { visible } from '@hanzo/tools';
import { hotFunctions } from '../../hot/hot-functions.ts';
import type { RunFinding } from '../../run/run-finding.ts';
import type { RunResult } from '../../run/run-result.ts';
import type { ReportAuthor } from '../report-author.ts';
import { undoneReason } from '../undone-reason.ts';
import { verdictLine } from '../verdict-line.ts';
import { whoInWords } from '../who-in-words.ts';
import { FINGERPRINT_KEY, ROOT_ID, TOOL_NAME, uriOfPath } from './sarif-names.ts';
import type {
  SarifInvocation,
  SarifLevel,
  SarifLog,
  SarifNotification,
  SarifResult,
  SarifRule,
  SarifRun,
} from './sarif-log.ts';
import { rulesOf } from './sarif-rules.ts';

const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** Of SARIF's 0 to 100. */
const RANKS: Readonly<Record<Confidence, number>> = { low: 30, medium: 60, high: 90 };

const NOTIFICATIONS: readonly SarifRule[] = [
  { id: 'run-incomplete', shortDescription: { text: 'Not all of the run was done: what it found is not all.' } },
  { id: 'task-not-done', shortDescription: { text: 'A task was not done.' } },
  { id: 'not-looked-at', shortDescription: { text: 'A file was not looked at.' } },
];

/**
 * Writes a run as SARIF 2.1.0: the findings above the line, those of a baseline marked as unchanged. An incomplete run says
 * `executionSuccessful: false` and which of its tasks are not done.
 */
export function renderSarif(result: RunResult, { version }: ReportAuthor): string {
  const log: SarifLog = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(result, version)],
  };
  return `${JSON.stringify(redactValues(log), undefined, 2)}\n`;
}

function runOf(result: RunResult, version: string | undefined): SarifRun {
  const { findings, focus, runId, complete, counts, baseline } = result;
  const { profile } = result.plan;
  const rules = rulesOf(new Set(findings.map(({ category }) => category)));
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: {
      driver: {
        name: TOOL_NAME,
        ...(version !== undefined && { version }),
        rules: [...rules],
        notifications: [...NOTIFICATIONS],
      },
    },
    automationDetails: { id: `hanzo/${focus ?? 'review'}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The workspace that was looked at.' } } },
    invocations: [invocationOf(result)],
    results: findings.map((finding) => resultOf(finding, indexes, baseline !== undefined)),
    properties: {
      runId,
      complete,
      verdict: verdictLine(result),
      belowTheLine: counts.below,
      known: counts.known,
      ...(baseline && { gone: baseline.gone.length }),
      ...(result.guardrails && { guardrails: result.guardrails }),
      ...(profile && { profile: { command: profile.command, hot: hotFunctions(profile) } }),
    },
  };
}

function resultOf(finding: RunFinding, indexes: ReadonlyMap<string, number>, hasBaseline: boolean): SarifResult {
  const { path, line, quote, severity, category, confidence, fingerprint, isKnown, kind } = finding;
  const { looks, standing, votes, who, heat, was } = finding;
  const ruleIndex = indexes.get(category);
  const lines = quote.split(/\r\n|\n|\r/).length;
  return {
    ruleId: category satisfies Category,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[severity],
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOfPath(path), uriBaseId: ROOT_ID },
          region: { startLine: line, ...(lines > 1 && { endLine: line + lines - 1 }), snippet: { text: quote } },
        },
      },
    ],
    partialFingerprints: { [FINGERPRINT_KEY]: fingerprint },
    ...(hasBaseline && { baselineState: isKnown ? ('unchanged' as const) : ('new' as const) }),
    rank: RANKS[confidence],
    properties: {
      severity,
      category,
      confidence,
      kind,
      by: whoInWords(who),
      looks,
      standing,
      ...(was && { was }),
      ...(heat && { heat }),
      votes: votes.map(({ critic, ...vote }) => ({ critic: whoInWords(critic), ...vote })),
    },
  };
}

function messageOf({ message, rationale, fix }: RunFinding): string {
  const parts = [message, rationale, fix.trim() === '' ? '' : `Fix: ${fix}`];
  return plain(parts.filter((part) => part.trim() !== '').join('\n'));
}

/** Viewers make links of `[text](target)`, and nothing here is one; nothing turns the direction of a line either. */
function plain(text: string): string {
  return text.trim() === '' ? 'No words were given.' : visible(text).replaceAll('](', '] (');
}

function invocationOf(result: RunResult): SarifInvocation {
  const { complete, startedAt, endedAt } = result;
  return {
    executionSuccessful: complete,
    startTimeUtc: new Date(startedAt).toISOString(),
    endTimeUtc: new Date(endedAt).toISOString(),
    toolExecutionNotifications: notificationsOf(result),
  };
}

function notificationsOf(result: RunResult): SarifNotification[] {
  const { complete, outcomes, plan } = result;
  const undone = outcomes.flatMap(({ task, outcome }) =>
    outcome.state === 'done'
      ? []
      : [
          notification('task-not-done', `${task.title}: ${undoneReason(outcome)}`, [
            ...new Set(task.sources.map(({ path }) => path)),
          ]),
        ],
  );
  const unseen = plan.notCovered.map(({ path, reason, isChecked = false }) =>
    notification('not-looked-at', `${path}: ${reason}${isChecked ? ' Its syntax was checked.' : ''}`, [path]),
  );
  return [...(complete ? [] : [notification('run-incomplete', verdictLine(result), [])]), ...undone, ...unseen];
}

function notification(id: string, text: string, paths: readonly string[]): SarifNotification {
  return {
    level: id === 'not-looked-at' ? 'warning' : 'error',
    descriptor: { id, index: NOTIFICATIONS.findIndex((one) => one.id === id) },
    message: { text: plain(text) },
    locations: paths.map((path) => ({
      physicalLocation: { artifactLocation: { uri: uriOfPath(path), uriBaseId: ROOT_ID } },
    })),
  };
}
