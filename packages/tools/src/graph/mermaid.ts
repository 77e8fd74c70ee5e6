import { type Diagram, diagramOf } from './diagram-of.ts';
import type { ModuleGraph } from './module-graph.ts';

export interface MermaidOptions {
  /** Larger graphs are drawn by folders. 2 to 200. @default 40 */
  readonly maxModules?: number;
}

const MOST_MODULES = 40;

/** The graph in the language of Mermaid. What imports each other is dotted and marked. */
export function mermaidOf(graph: ModuleGraph, { maxModules = MOST_MODULES }: MermaidOptions = {}): string {
  return mermaidText(diagramOf(graph, maxModules));
}

export function mermaidText({ nodes, edges }: Diagram): string {
  const lines = nodes.map(({ name, modules }, at) => {
    const count = name.endsWith('/') ? ` (${modules})` : '';
    return `  m${at}["${label(name)}${count}"]`;
  });
  if (lines.length === 0) lines.push('  none["no module imports another one"]');
  for (const { from, to, isInCycle } of edges) lines.push(`  m${from} ${isInCycle ? '-.->' : '-->'} m${to}`);
  const marked = nodes.flatMap(({ isInCycle }, at) => (isInCycle ? [`m${at}`] : []));
  if (marked.length > 0)
    lines.push('  classDef cycle stroke:#c00,stroke-width:3px', `  class ${marked.join(',')} cycle`);
  return `graph LR\n${lines.join('\n')}\n`;
}

/** A file's name can hold all but a line's end: what could mean something to Mermaid, or to HTML, is written as its number. */
function label(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ./_@-]/gu, (char) => `#${char.codePointAt(0)};`);
}
