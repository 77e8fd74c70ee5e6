import { formatDollars } from '@hanzo/contracts';
import { codeCell, codeSpan, inline, proseLine } from '@hanzo/tools';
import type { ComparedPlace, Comparison, FixGroup } from './comparison.ts';

export function renderComparison(comparison: Comparison): string {
  const parts = [
    `# Comparison of ${comparison.models.length} models: ${inline(comparison.issue)}`,
    agreementIn(comparison),
    modelsTable(comparison),
    '## Root Causes',
    causesIn(comparison),
    '## Files',
    placesIn(comparison),
    '## Fixes That Several Recommend',
    sharedIn(comparison),
    '## What Only One Recommends',
    aloneIn(comparison),
  ];
  return `${parts.join('\n\n')}\n`;
}

function agreementIn({ agreement, pairs }: Comparison): string {
  if (agreement === undefined) return 'Fewer than two models have answered: there is nothing to compare.';
  const head = `**Agreement ${agreement.toFixed(2)}** of 1: half of it is the root cause, a quarter the files, a quarter the fixes. It is counted by words and edits; what they mean is for you to judge.`;
  if (pairs.length < 2) return head;
  const each = pairs.map(({ models, agreement: one }) => `- ${names(models)}: ${one.toFixed(2)}`);
  return [head, each.join('\n')].join('\n\n');
}

function modelsTable({ models }: Comparison): string {
  const rows = models.map(
    ({ model, state, confidence, costMicros }) =>
      `| ${codeCell(model)} | ${state} | ${confidence ?? ''} | ${formatDollars(costMicros)} |`,
  );
  return ['| model | state | confidence | cost |', '| --- | --- | --- | ---: |', ...rows].join('\n');
}

function causesIn({ causes, models }: Comparison): string {
  const lineOf = (model: string): string =>
    `- ${codeSpan(model)}: ${proseLine(models.find((one) => one.model === model)?.rootCause ?? '')}`;
  const groups = causes.map((group) => {
    const lines = group.models.map(lineOf).join('\n');
    return group.models.length > 1 ? `Alike, by the words that they use:\n\n${lines}` : lines;
  });
  if (groups.length === 0) return 'No model names one.';
  return (groups.length > 1 ? ['They differ, by the words that they use.', ...groups] : groups).join('\n\n');
}

function placesIn({ places }: Comparison): string {
  return places.length === 0 ? 'None is named.' : places.map((place) => `- ${placeIn(place)}`).join('\n');
}

function placeIn({ path, editing, naming, sameText }: ComparedPlace): string {
  const said = [
    ...(editing.length > 0 ? [`changed by ${names(editing)}`] : []),
    ...(sameText.length > 0 ? [`in the same place by ${names(sameText)}`] : []),
    ...(naming.length > 0 ? [`named by ${names(naming)}`] : []),
  ];
  return `${codeSpan(path)}: ${said.join('; ')}`;
}

const MATCHES: Readonly<Record<FixGroup['match'], string>> = {
  same: 'the same edits',
  differs: 'the same place is changed, but not in the same way',
  words: 'alike by what they say',
  alone: '',
};

function sharedIn({ fixes }: Comparison): string {
  const shared = fixes.filter(({ match }) => match !== 'alone');
  if (shared.length === 0) return 'There is none.';
  return shared
    .map(({ fixes: each, match }) => {
      const members = each.map(({ model, fix, title }) => `  - ${codeSpan(model)}, fix ${fix}: ${proseLine(title)}`);
      return [`- ${names(each.map(({ model }) => model))}: ${MATCHES[match]}`, ...members].join('\n');
    })
    .join('\n');
}

function aloneIn({ fixes }: Comparison): string {
  const alone = fixes.filter(({ match }) => match === 'alone').flatMap(({ fixes: each }) => each);
  if (alone.length === 0) return 'Nothing.';
  return alone.map(({ model, fix, title }) => `- ${codeSpan(model)}, fix ${fix}: ${proseLine(title)}`).join('\n');
}

function names(models: readonly string[]): string {
  return models.map(codeSpan).join(', ');
}
