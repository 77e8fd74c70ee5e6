import { codeSpan, fenced } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';
import { diagramInWords } from './diagram-in-words.ts';

/** Longer lists are for programs: all cycles stand in the JSON report. */
export const MOST_CYCLES = 20;

/** The modules and their imports. GitHub and others draw blocks of Mermaid. */
export function diagramSection({ diagram }: Pick<RunResult, 'diagram'>): readonly string[] {
  if (diagram === undefined) return [];
  const { cycles, mermaid } = diagram;
  const shown = cycles.slice(0, MOST_CYCLES);
  const lines = shown.map((cycle) => `- ${[...cycle, cycle[0] ?? ''].map(codeSpan).join(' → ')}`);
  if (cycles.length > shown.length) lines.push(`- and ${cycles.length - shown.length} more`);
  const list = lines.length === 0 ? [] : ['Modules that need each other, by the shortest way round:', '', ...lines, ''];
  return ['## Modules and their imports', '', diagramInWords(diagram), '', fenced(mermaid, 'mermaid'), '', ...list];
}
