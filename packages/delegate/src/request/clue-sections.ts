import { codeSpan } from '@hanzo/tools';
import type { DelegationRequest, EarlierDelegation, FixFate } from '../words.ts';
import type { Block } from './block.ts';

/** A text that somebody gave, or a sentence that there is none. */
export function textSection(label: string, text: string | undefined, block: Block): readonly string[] {
  return text === undefined || text.trim() === '' ? ['None was given.', ''] : block(label, text);
}

export function attemptsSection({ attemptedFixes }: DelegationRequest, block: Block): readonly string[] {
  if (attemptedFixes.length === 0) return ['None was named.', ''];
  return ['These did not help:', '', ...block('attempted-fixes', numbered(attemptedFixes))];
}

export function diffSection({ diff }: DelegationRequest, block: Block): readonly string[] {
  if (diff === undefined || diff.trim() === '') return [];
  const note = 'What was changed in the working copy since its last commit. Files below hold these changes already.';
  return ['## Uncommitted changes', '', note, '', ...block('diff', diff, { language: 'diff' })];
}

export function earlierSection({ earlier }: DelegationRequest, block: Block): readonly string[] {
  if (earlier.length === 0) return [];
  const note =
    'Answers of models to earlier questions like this one. They may be wrong: where a fix was applied and the issue is there again, it was not enough.';
  return ['## Earlier delegations', '', note, '', ...earlier.flatMap((one) => earlierLines(one, block))];
}

const FATES: Readonly<Record<FixFate, string>> = {
  applied: 'it was applied',
  undone: 'it was applied, then undone',
  unknown: 'not known to be applied',
};

function earlierLines(one: EarlierDelegation, block: Block): readonly string[] {
  const fixes = one.fixes.map(({ title, became }) => `${title} (${FATES[became]})`);
  const parts = [
    `Issue: ${one.issue}`,
    `Root cause, confidence ${one.confidence}: ${one.rootCause}`,
    ...(fixes.length === 0 ? [] : [`Recommended fixes:\n${numbered(fixes)}`]),
    ...(one.attemptedFixes.length === 0 ? [] : [`Tried before that, without help:\n${numbered(one.attemptedFixes)}`]),
  ];
  const kind = one.isParent ? 'this request goes on with it' : 'an issue like this one';
  const heading =
    one.isOwn === true ? 'What a model that was not sure answered to this' : `${codeSpan(one.id)}: ${kind}`;
  return [`### ${heading}`, '', ...block('earlier', parts.join('\n\n'))];
}

/** Each begins with its number; its further lines stand below its first. */
function numbered(texts: readonly string[]): string {
  return texts.map((text, index) => `${index + 1}. ${text.replaceAll('\n', '\n   ')}`).join('\n');
}
