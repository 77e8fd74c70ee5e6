import {
  diagramOf,
  isModule,
  mermaidText,
  moduleGraph,
  type ModuleGraph,
  openSyntax,
  type Workspace,
} from '@hanzo/tools';
import { readTexts } from '../run/read-texts.ts';

/** The modules of a workspace and their real imports, drawn. */
export interface RunDiagram {
  /** In the language of Mermaid: at most 40 nodes. */
  readonly mermaid: string;
  /** The same with at most 12 nodes, for terminals. */
  readonly overview: string;
  /** Files whose imports were read. */
  readonly modules: number;
  /** Those of them that stand in the diagram, by themselves or in their folder. */
  readonly shown: number;
  /** It shows folders where there are too many modules. */
  readonly byFolder: boolean;
  /** As in `ModuleGraph`. */
  readonly cycles: ModuleGraph['cycles'];
}

const MOST_NODES = 40;
const MOST_NODES_IN_TERMINAL = 12;
/** These say how imports are meant. */
const SETTINGS = /(^|\/)(package|[jt]sconfig(\.[\w-]+)?)\.json$|(^|\/)go\.mod$/;

/** Reads all modules of a workspace, and draws them. Costs nothing: no model is asked. */
export async function drawModules(workspace: Workspace, signal: AbortSignal): Promise<RunDiagram> {
  const graph = await workspaceGraph(workspace, signal);
  return diagramOfGraph(graph);
}

/** The module graph of a whole workspace. */
export async function workspaceGraph(workspace: Workspace, signal: AbortSignal): Promise<ModuleGraph> {
  const { files } = await workspace.files({ signal });
  const paths = files.map(({ path }) => path).filter((path) => isModule(path) || SETTINGS.test(path));
  using syntax = await openSyntax(paths);
  const { texts } = await readTexts(workspace, paths, signal);
  return moduleGraph(
    Array.from(texts, ([path, text]) => ({ path, text })),
    syntax,
  );
}

export function diagramOfGraph(graph: ModuleGraph): RunDiagram {
  const whole = diagramOf(graph, MOST_NODES);
  return {
    mermaid: mermaidText(whole),
    overview: mermaidText(diagramOf(graph, MOST_NODES_IN_TERMINAL)),
    modules: graph.modules.length,
    shown: whole.shown,
    byFolder: whole.nodes.length < whole.shown,
    cycles: graph.cycles,
  };
}
