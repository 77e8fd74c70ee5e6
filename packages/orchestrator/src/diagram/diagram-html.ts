import { block, paragraph, section } from '../report/html/blocks.ts';
import type { Child } from '../report/html/markup.ts';
import type { RunResult } from '../run/run-result.ts';
import { diagramInWords } from './diagram-in-words.ts';
import { MOST_CYCLES } from './diagram-section.ts';

/** The page runs no script, so that the diagram stands there as its text. */
export function diagramHtml({ diagram }: Pick<RunResult, 'diagram'>): readonly Child[] {
  if (diagram === undefined) return [];
  const cycles = diagram.cycles.slice(0, MOST_CYCLES).map((cycle) => [...cycle, cycle[0] ?? ''].join(' → '));
  const left = diagram.cycles.length - cycles.length;
  const list = left > 0 ? [...cycles, `and ${left} more`] : cycles;
  return section(
    'Modules and their imports',
    paragraph(diagramInWords(diagram)),
    ...(list.length === 0 ? [] : [block(list.join('\n'))]),
    paragraph('In the language of Mermaid, which many editors draw:'),
    block(diagram.mermaid.trimEnd()),
  );
}
