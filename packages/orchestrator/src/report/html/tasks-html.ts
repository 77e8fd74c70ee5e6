import { formatDollars, type TaskRun } from '@hanzo/contracts';
import { changesFiles } from '../../edits/edits-in.ts';
import { parseFindings } from '../../findings/findings-schema.ts';
import type { Receipt } from '../../receipt.ts';
import type { RunResult } from '../../run/run-result.ts';
import { reportedAttempt } from '../json/json-report.ts';
import { lostInWords } from '../lost-in-words.ts';
import { answersInWords } from '../answers-in-words.ts';
import { rungsInWords } from '../rungs-in-words.ts';
import { undoneReason } from '../undone-reason.ts';
import { whoInWords } from '../who-in-words.ts';
import { block, code, folded, list, paragraph, section, table } from './blocks.ts';
import { BREAK, type Child } from './markup.ts';

/** What was not done, why, and what each try came to. */
export function undoneHtml({ outcomes }: RunResult): readonly Child[] {
  const missing = outcomes.filter(({ outcome }) => outcome.state !== 'done');
  if (missing.length === 0) return [];
  const columns = [{ title: 'Task' }, { title: 'Reason' }, { title: 'Attempts' }];
  return section('Not done', table('Tasks that were not done', columns, missing.map(undoneRow)));
}

function undoneRow({ task, outcome }: TaskRun): readonly Child[] {
  const attempts = outcome.attempts.map((attempt) => {
    const { number, rung, who, end, reason } = reportedAttempt(attempt);
    return `${number}. ${whoInWords(who ?? { kind: 'none', rung })}: ${end === 'passed' ? 'accepted' : reason}`;
  });
  return [task.title, undoneReason(outcome), attempts.length === 0 ? 'none' : list(attempts)];
}

/** What was changed by whom, and the patch. */
export function editsHtml({ patch }: RunResult): readonly Child[] {
  if (patch === undefined || patch.parts.length === 0) return [];
  const columns = ['Task', 'By', 'Edits', 'Files', 'State', 'Summary'].map((title) => ({ title }));
  const rows = patch.parts.map(({ title, who, edits, paths, summary, leftOut }) => [
    title,
    whoInWords(who),
    edits,
    paths.join(', '),
    leftOut === undefined ? (edits === 0 ? 'nothing to change' : 'in the patch') : `left out: ${leftOut}`,
    summary,
  ]);
  const diff = patch.text === '' ? [] : [folded('The patch', block(patch.text)), BREAK];
  return section('Edits', table('Changes of files', columns, rows), ...diff);
}

/** Findings that were to be mended and are not. */
export function unmendedHtml({ fixes }: RunResult): readonly Child[] {
  if (fixes === undefined || fixes.unmended.length === 0) return [];
  const rows = fixes.unmended.map(({ path, line, message, why }) => [
    code(`${path}:${line}`),
    ` ${message} Not mended: ${why}`,
  ]);
  return section('Not mended', list(rows));
}

/** What came of each file of a batch. */
export function filesHtml({ files }: RunResult): readonly Child[] {
  if (files === undefined || files.length === 0) return [];
  const columns = ['File', 'State', 'Why', 'By', 'Findings', 'Cost'].map((title, at) => ({ title, isNumber: at > 3 }));
  const rows = files.map(({ path, state, why = '', by, findings, costMicros }) => [
    code(path),
    state,
    why,
    by.join(', '),
    findings,
    formatDollars(costMicros),
  ]);
  return section('Files', table('What came of each file', columns, rows));
}

/** Accepted texts, as models wrote them. */
export function textsHtml({ prose }: RunResult): readonly Child[] {
  if (prose.length === 0) return [];
  const texts = prose.map(({ title, text, who }) => [folded(`${title}, by ${whoInWords(who)}`, block(text)), BREAK]);
  return section('Texts', ...texts);
}

/** What engines and tools said of what they looked at. */
export function looksHtml({ outcomes }: RunResult): readonly Child[] {
  const looked = outcomes.filter(({ task, outcome }) => {
    return task.output.kind === 'json' && !changesFiles(task) && outcome.state === 'done' && task.kind !== 'critic';
  });
  if (looked.length === 0) return [];
  const columns = [{ title: 'Task' }, { title: 'By' }, { title: 'Summary' }];
  const rows = looked.map(({ task, outcome }) => {
    if (outcome.state !== 'done') return [];
    const parsed = parseFindings(outcome.answer.text);
    return [task.title, whoInWords(outcome.answer.who), parsed.ok ? parsed.value.summary : ''];
  });
  return section(
    'What was looked at',
    folded(`${rows.length} looks and checks`, table('Looks and checks', columns, rows)),
  );
}

/** Who planned what, and what nobody looked at. */
export function planHtml({ plan, unjudged = [] }: RunResult): readonly Child[] {
  const { origin, tasks, warnings, notCovered } = plan;
  const by = origin.kind === 'model' ? `Planned by ${origin.model}` : `Planned by rules. ${origin.because}`;
  const columns = [{ title: 'Task' }, { title: 'Kind' }, { title: 'Tier' }, { title: 'Files' }];
  const rows = tasks.map(({ title, kind, tier, files }) => [title, kind, tier, files.join(', ')]);
  const told = tasks.flatMap(({ title, facts = [] }) => (facts.length === 0 ? [] : [[`${title}: `, list(facts)]]));
  const missed = notCovered.map(({ path, reason }) => [code(path), `: ${reason}`]);
  return [
    ...(unjudged.length === 0 ? [] : section('Not judged', list(unjudged))),
    ...section(
      'Plan',
      paragraph(by),
      warnings.length === 0 ? [] : list(warnings),
      told.length === 0 ? [] : folded('Found out with tools, and told to whoever does the task', list(told)),
      rows.length === 0 ? [] : folded(`${rows.length} planned`, table('What was planned', columns, rows)),
    ),
    ...(missed.length === 0 ? [] : section('Not looked at', list(missed))),
  ];
}

const RECEIPT = ['By', 'For', 'Done', 'Attempts', 'Refused', 'Failed', 'Tokens in', 'Tokens out', 'Seconds', 'Dollars'];

/** Who did what for how much. */
export function receiptHtml({ receipt }: RunResult): readonly Child[] {
  const { rows, totals, savedMicros } = receipt;
  const columns = RECEIPT.map((title, at) => ({ title, isNumber: at > 1 }));
  const lines = rows.map((row) => [`${whoInWords(row.who)}${lostInWords(row.lost)}`, row.role, ...figures(row)]);
  const answers = answersInWords(receipt.answers, whoInWords);
  const saved =
    savedMicros === undefined
      ? []
      : [
          paragraph(
            `Saved against doing everything on the orchestrator model, by these token counts: ${formatDollars(savedMicros)}.`,
          ),
        ];
  return section(
    'Receipt',
    table('Who did what for how much', columns, [...lines, ['Total', '', ...figures(totals)]]),
    answers === '' ? [] : paragraph(answers),
    receipt.rungs.length === 0 ? [] : paragraph(rungsInWords(receipt)),
    ...saved,
  );
}

function figures({
  tasksDone,
  attempts,
  rejected,
  failed,
  usage,
  engineMs,
  costMicros,
}: Receipt['totals']): readonly Child[] {
  return [
    tasksDone,
    attempts,
    rejected,
    failed,
    usage.inputTokens,
    usage.outputTokens,
    (engineMs / 1000).toFixed(1),
    formatDollars(costMicros),
  ];
}
