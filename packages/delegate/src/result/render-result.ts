import { countOf, formatDollars } from '@hanzo/contracts';
import { codeSpan, type Edit, extensionOf, fenced, inline, prose, proseLine } from '@hanzo/tools';
import type { Analysis, DelegationResult, DelegationState, RecommendedFix } from '../words.ts';

/**
 * A result for people and assistants: the sections of the guide, in its order. All that a model wrote is text and nothing else.
 *
 * @param where flags by which commands that are run in the folder of the workspace find the delegation. @default none are needed
 */
export function renderResult(result: DelegationResult, where: string = ''): string {
  const { analysis, issue } = result;
  const flags = where === '' ? '' : ` ${where}`;
  const body = analysis === undefined ? withoutAnalysis(result, flags) : sectionsOf(analysis, result, flags);
  return `${[`# Delegation result: ${inline(issue)}`, head(result), ...body].join('\n\n')}\n`;
}

function head(result: DelegationResult): string {
  const { id, model, servedModel, endpoint, round, files, analysis } = result;
  const served = servedModel === '' || servedModel === model ? '' : `, served as ${codeSpan(servedModel)}`;
  const at = endpoint === '' ? '' : ` by ${codeSpan(endpoint)}`;
  const lines: readonly (readonly [name: string, text: string])[] = [
    ['Delegation', `${codeSpan(id)}${round === 1 ? '' : `, round ${round}`}`],
    ['Model', `${codeSpan(model)}${served}${at}`],
    ['State', analysis === undefined ? result.state : `answered, confidence ${analysis.confidence}`],
    ['Asked', `${inline(result.askedAt)}, ended ${inline(result.answeredAt)}`],
    ['Cost', `${formatDollars(result.costMicros)}${tokens(result)}`],
    ['Files', files.length === 0 ? 'none was sent' : files.map(codeSpan).join(', ')],
    ['Request', codeSpan(result.request)],
    ...(result.runId === '' ? [] : [['Run', codeSpan(result.runId)] as const]),
  ];
  return lines.map(([name, text]) => `- **${name}**: ${text}`).join('\n');
}

function tokens({ inputTokens, outputTokens, uncertainMicros = 0 }: DelegationResult): string {
  const charged = uncertainMicros === 0 ? [] : ['charged in full, as nobody knows what it really cost'];
  const isCounted = inputTokens > 0 || outputTokens > 0;
  const counted = isCounted ? [`${countOf(inputTokens, 'token')} in, ${countOf(outputTokens, 'token')} out`] : [];
  const all = [...counted, ...charged].join('; ');
  return all === '' ? '' : `: ${all}`;
}

function sectionsOf(analysis: Analysis, { id, model }: DelegationResult, flags: string): readonly string[] {
  const { rootCause, technicalExplanation, fixes, confidence, confidenceReason } = analysis;
  return [
    '## Root Cause Analysis',
    prose(rootCause),
    '## Technical Explanation',
    orNone(prose(technicalExplanation), 'The model gives none.'),
    '## Recommended Fixes',
    ...(fixes.length === 0
      ? ['The model recommends none.']
      : fixes.map((fix, at) =>
          fixSection(fix, at + 1, `hanzo delegate apply ${id} --model ${model} --fix ${at + 1}${flags}`),
        )),
    '## Code Examples',
    ...codeExamples(fixes),
    '## Additional Investigation',
    ...investigation(analysis),
    '## Confidence Level',
    [`**${confidence}**`, prose(confidenceReason)].filter((part) => part !== '').join('\n\n'),
  ];
}

function orNone(text: string, none: string): string {
  return text === '' ? none : text;
}

function fixSection({ title, explanation, edits }: RecommendedFix, number: number, apply: string): string {
  const paths = [...new Set(edits.map(({ path }) => path))];
  const exact =
    paths.length === 0
      ? 'It has no exact edits: it is for you to make.'
      : `Exact edits of ${paths.map(codeSpan).join(', ')}. Look at them and apply them: ${codeSpan(apply)}`;
  return [`### ${number}. ${proseLine(title)}`, prose(explanation), exact].filter((part) => part !== '').join('\n\n');
}

function codeExamples(fixes: readonly RecommendedFix[]): readonly string[] {
  const all = fixes.flatMap(({ title, codeExample, edits }, at) => {
    const blocks = [...(codeExample === '' ? [] : [exampleBlock(codeExample, edits)]), ...edits.map(editBlock)];
    return blocks.length === 0 ? [] : [`### Fix ${at + 1}: ${proseLine(title)}`, ...blocks];
  });
  return all.length === 0 ? ['The model gives none.'] : all;
}

/** Models like to put a fence of their own around code, and to mix code with words. */
function exampleBlock(code: string, edits: readonly Edit[]): string {
  return /^\s*(?:```|~~~)/m.test(code) ? prose(code) : fenced(code, languageTag(edits[0]?.path));
}

function languageTag(path: string | undefined): string {
  const extension = path === undefined ? '' : extensionOf(path).replace(/^\./, '');
  return /^[a-z0-9]{1,10}$/.test(extension) ? extension : '';
}

function editBlock({ path, find, replace }: Edit): string {
  const diff = [...signed('-', find), ...signed('+', replace)].join('\n');
  return `${find === '' ? 'New file ' : ''}${codeSpan(path)}:\n\n${fenced(diff, 'diff')}`;
}

function signed(sign: string, text: string): readonly string[] {
  if (text === '') return [];
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => `${sign}${line}`);
}

function investigation({ additionalInvestigation, wantedFiles }: Analysis): readonly string[] {
  const steps = additionalInvestigation.map((step) => `- ${proseLine(step)}`).join('\n');
  const wanted =
    wantedFiles.length === 0 ? '' : `The model would be surer if it saw ${wantedFiles.map(codeSpan).join(', ')}.`;
  const said = [steps, wanted].filter((part) => part !== '');
  return said.length === 0 ? ['The model names nothing more to check.'] : said;
}

const HAPPENED: Readonly<Record<DelegationState, string>> = {
  answered: 'The model has answered.',
  refused: 'The model refused to answer.',
  truncated: "The model's answer was cut at its output cap, and what is there is no whole analysis.",
  invalid: 'The model answered something else than the analysis that it was asked for.',
  failed: 'There is no answer.',
};

function mendOf({ state, id }: DelegationResult, flags: string): string {
  const again = codeSpan(`hanzo delegate resume ${id} --again${flags}`);
  switch (state) {
    case 'answered':
      return '';
    case 'refused':
      return `Word the issue otherwise. Or ask another model: ${again} with \`--model\` and its name.`;
    case 'truncated':
      return `Ask again with a larger \`--max-output-tokens\`: ${again}. Or send fewer files.`;
    case 'invalid':
      return `Ask again: ${again}. With \`--model\` and a name it asks another model.`;
    case 'failed':
      return `Ask again: ${again}. What was sent is kept.`;
  }
}

/** What happened, how to mend it, and what came instead of an analysis. */
function withoutAnalysis(result: DelegationResult, flags: string): readonly string[] {
  const { state, error, rawAnswer = '' } = result;
  const why = error === undefined ? [] : [`${codeSpan(error.code)}: ${prose(error.message)}`];
  const mend = error?.mend === undefined ? mendOf(result, flags) : prose(error.mend);
  return [
    '## What Happened',
    HAPPENED[state],
    ...why,
    '## How to Mend It',
    mend,
    '## Raw Answer',
    rawAnswer.trim() === '' ? 'Nothing came.' : fenced(rawAnswer, ''),
  ];
}
