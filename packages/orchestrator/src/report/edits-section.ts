import { codeCell, fenced, inline, sentence } from '@hanzo/tools';
import type { PatchPart } from '../edits/assemble-patch.ts';
import type { RunResult } from '../run/run-result.ts';
import { whoInWords } from './who-in-words.ts';

/** What was changed by whom, what was left out, and the patch itself. */
export function editsSection({ patch }: RunResult): readonly string[] {
  if (patch === undefined || patch.parts.length === 0) return [];
  const rows = patch.parts.map((part) => {
    const { title, who, edits, paths, summary } = part;
    const state = stateOf(part);
    const files = paths.map(codeCell).join(', ');
    return `| ${inline(title)} | ${inline(whoInWords(who))} | ${edits} | ${files} | ${inline(state)} | ${inline(summary)} |`;
  });
  const lines = [
    '## Edits',
    '',
    '| Task | By | Edits | Files | State | Summary |',
    '| --- | --- | ---: | --- | --- | --- |',
  ];
  lines.push(...rows, '');
  if (patch.text !== '') lines.push(fenced(patch.text, 'diff'), '');
  return lines;
}

function stateOf({ edits, leftOut, isThere }: PatchPart): string {
  if (leftOut !== undefined) return `left out: ${leftOut}`;
  if (isThere === true) return 'in the files already';
  return edits === 0 ? 'nothing to change' : 'in the patch';
}

/** What no gate judged, so that nobody takes it for judged. */
export function unjudgedSection({ unjudged = [] }: RunResult): readonly string[] {
  if (unjudged.length === 0) return [];
  return ['## Not judged', '', ...unjudged.map((reason) => `- ${sentence(reason)}`), ''];
}
