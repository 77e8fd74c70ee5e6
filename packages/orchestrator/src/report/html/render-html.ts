import { createHash } from 'node:crypto';
import { diagramHtml } from '../../diagram/diagram-html.ts';
import { profileHtml } from '../../hot/profile-html.ts';
import { rememberedInWords } from '../../remembered/in-words.ts';
import type { RunResult } from '../../run/run-result.ts';
import { suggestionsHtml } from '../../suggestions/suggestions-html.ts';
import { checklistRows, reportTitle } from '../focus-section.ts';
import type { ReportAuthor } from '../report-author.ts';
import { verdictLine } from '../verdict-line.ts';
import { block, code, facts, paragraph, section, table } from './blocks.ts';
import { delegatedHtml } from './delegated-html.ts';
import { belowHtml, findingsHtml, knownHtml } from './findings-html.ts';
import { guardrailsHtml } from './guardrails-html.ts';
import { BREAK, type Child, el, htmlOf, Markup } from './markup.ts';
import { STYLE } from './style.ts';
import { toolsHtml } from './tools-html.ts';
import {
  editsHtml,
  filesHtml,
  looksHtml,
  planHtml,
  receiptHtml,
  textsHtml,
  undoneHtml,
  unmendedHtml,
} from './tasks-html.ts';

/** Nothing but this page's own style is allowed: no script, picture, font, frame, form or address. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Writes a run as one page that needs nothing else: no network and no script. Text from elsewhere is nothing but text. */
export function renderHtml(result: RunResult, { version }: ReportAuthor): string {
  const title = reportTitle(result);
  const head = el(
    'head',
    {},
    BREAK,
    el('meta', { charset: 'utf-8' }),
    BREAK,
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    BREAK,
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    BREAK,
    el('meta', { name: 'referrer', content: 'no-referrer' }),
    BREAK,
    el('title', {}, `${title}: ${result.complete ? 'done' : 'incomplete'}`),
    BREAK,
    el('style', {}, new Markup(STYLE)),
    BREAK,
  );
  const main = el(
    'main',
    result.complete ? {} : { class: 'incomplete' },
    BREAK,
    el('h1', {}, title),
    BREAK,
    el('p', { class: 'verdict' }, verdictLine(result)),
    BREAK,
    ...aboutRun(result, version),
    ...undoneHtml(result),
    ...delegatedHtml(result),
    ...unmendedHtml(result),
    ...checklistHtml(result),
    ...profileHtml(result),
    ...filesHtml(result),
    ...findingsHtml(result),
    ...knownHtml(result),
    ...suggestionsHtml(result),
    ...editsHtml(result),
    ...textsHtml(result),
    ...belowHtml(result),
    ...looksHtml(result),
    ...diagramHtml(result),
    ...guardrailsHtml(result),
    ...picturesHtml(result),
    ...toolsHtml(result),
    ...planHtml(result),
    ...receiptHtml(result),
  );
  const page = el('html', { lang: 'en' }, BREAK, head, BREAK, el('body', {}, BREAK, main, BREAK), BREAK);
  return `<!doctype html>\n${htmlOf(page)}\n`;
}

function aboutRun(result: RunResult, version: string | undefined): readonly Child[] {
  const { runId, startedAt, endedAt, instructions, remembered } = result;
  const pairs: (readonly [string, Child])[] = [
    ['Run', code(runId)],
    ['Started', new Date(startedAt).toISOString()],
    ['Took', `${((endedAt - startedAt) / 1000).toFixed(1)} s`],
  ];
  if (version !== undefined) pairs.push(['By', `hanzo ${version}`]);
  if (remembered !== undefined) pairs.push(['Reviewed before', rememberedInWords(remembered)]);
  return [facts(pairs), BREAK, paragraph('Asked for:'), BREAK, block(instructions), BREAK];
}

/** What was gone through, where the run had a focus. */
function checklistHtml(result: RunResult): readonly Child[] {
  const rows = checklistRows(result);
  if (rows === undefined) return [];
  const columns = [
    { title: 'Question' },
    { title: 'Category' },
    { title: 'Findings', isNumber: true },
    { title: 'Below the line', isNumber: true },
  ];
  return section(
    'Checklist',
    table(
      'What was gone through',
      columns,
      rows.map(({ question, category, findings, below }) => [question, category, findings, below]),
    ),
    paragraph('No finding is no proof that nothing is there.'),
  );
}

/** Their names and hashes: a report shows no picture that somebody sent. */
function picturesHtml({ images = [] }: RunResult): readonly Child[] {
  if (images.length === 0) return [];
  const columns = [
    { title: 'File' },
    { title: 'Type' },
    { title: 'Pixels' },
    { title: 'Bytes sent', isNumber: true },
    { title: 'SHA-256' },
  ];
  const rows = images.map(({ name, type, width, height, bytes, sha256 }) => [
    code(name),
    type,
    `${width}x${height}`,
    String(bytes),
    code(sha256),
  ]);
  return section('Pictures', table('Pictures that came with the instructions', columns, rows));
}
