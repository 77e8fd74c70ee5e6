import { diagramInWords, type RunDiagram } from '@hanzo/orchestrator';
import { glyphsFor } from '../../../terminal/glyphs.ts';
import type { Terminal } from '../../../terminal/terminal.ts';

/** With more lines between them, a drawing takes seconds to lay out, and nobody can follow it. */
const MOST_EDGES = 60;
/** What Mermaid must not take for its own stands there as its number. */
const ESCAPED = /#\d+;/g;

/**
 * Draws the modules for a person, by their folders where there are many. Where it has no room, or is read aloud, words say what
 * it shows and where it stands.
 *
 * @param files reports that hold it; undefined: there is no report
 */
export async function printDiagram(
  diagram: RunDiagram,
  terminal: Terminal,
  files: readonly string[] | undefined,
): Promise<void> {
  terminal.err('');
  terminal.err(terminal.style.bold('Modules and their imports'));
  terminal.err(diagramInWords(diagram));
  const lines = terminal.aloud || diagram.shown === 0 ? undefined : await drawn(diagram.overview, process.env);
  const fits = lines?.every((line) => line.length <= terminal.columns) === true;
  if (lines !== undefined && fits) for (const line of lines) terminal.err(line);
  else if (diagram.shown > 0) terminal.err(whereItIs(files));
  if (fits && diagram.mermaid !== diagram.overview) terminal.err(`This is an overview. ${whereItIs(files)}`);
}

function whereItIs(files: readonly string[] | undefined): string {
  if (files === undefined) return 'A run puts the diagram into its report.';
  if (files.length > 0) return `The diagram is in ${files.join(', ')}.`;
  return 'The diagram is in the report, in the language of Mermaid; --output report.md keeps it.';
}

/** Undefined when there is too much to draw. */
async function drawn(mermaid: string, env: NodeJS.ProcessEnv): Promise<readonly string[] | undefined> {
  if (mermaid.split('\n').length > MOST_EDGES) return undefined;
  const { renderMermaidASCII } = await import('beautiful-mermaid');
  const useAscii = glyphsFor(env).cut === '~';
  try {
    const options = { useAscii, colorMode: 'none', paddingX: 4, paddingY: 3, boxBorderPadding: 1 } as const;
    const text = renderMermaidASCII(mermaid.replaceAll(ESCAPED, '?'), options);
    return text.split('\n').map((line) => line.trimEnd());
  } catch {
    return undefined;
  }
}
