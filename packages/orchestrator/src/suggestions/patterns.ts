import { createHash } from 'node:crypto';
import { maskKeys, type Task, type TaskSource, type Tier } from '@hanzo/contracts';
import { estimateTokens, type ModuleGraph, openSyntax } from '@hanzo/tools';
import { workspaceGraph } from '../diagram/run-diagram.ts';
import { graphFacts } from '../focus/plan-by-focus.ts';
import { readTexts } from '../run/read-texts.ts';
import type { RunFinding } from '../run/run-finding.ts';
import type { Stage } from '../run/stage.ts';
import { keepReal } from './keep-real.ts';
import { PATTERNS_SYSTEM } from './patterns-task.ts';
import { type PreparedSuggestions, suggestionTask, textsOf, withLongAnswer } from './suggestion-task.ts';

const MOST_MODULES = 40;
const MOST_DECLARATIONS = 25;
const MOST_FINDINGS = 10;
const MOST_SIGNATURE = 160;
/** Kept free, since tokens are estimated. */
const SLACK = 0.1;

/** The task that suggests patterns for the modules of the workspace. Suggestions that name modules which are not there are left out. */
export async function preparePatterns(
  findings: readonly RunFinding[],
  tier: Tier,
  stage: Stage,
): Promise<PreparedSuggestions> {
  const { signal } = new AbortController();
  const graph = await workspaceGraph(stage.workspace, signal);
  if (graph.modules.length === 0) {
    const notes = ['None: no file of the workspace is in a language whose imports can be read.'];
    return { tasks: [], setOf: () => ({ texts: [], notes }) };
  }
  const outlines = await outlinesOf(graph, stage, signal);
  const modules = new Set(graph.modules.map(({ path }) => path));
  return {
    tasks: [taskOf(graph, outlines, findings, tier, stage)],
    setOf: (runs) => keepReal(textsOf(runs), modules),
  };
}

/** What the most connected modules declare, a text each; what the findings are about first. */
async function outlinesOf({ modules }: ModuleGraph, stage: Stage, signal: AbortSignal): Promise<readonly TaskSource[]> {
  const connected = modules
    .toSorted((a, b) => 2 * b.importedBy + b.imports.length - (2 * a.importedBy + a.imports.length))
    .slice(0, MOST_MODULES)
    .map(({ path }) => path);
  const { texts } = await readTexts(stage.workspace, connected, signal);
  using syntax = await openSyntax(texts.keys());
  return connected.flatMap((path) => {
    const declared = syntax.outline(path, texts.get(path) ?? '').filter(({ depth }) => depth <= 1);
    const lines = declared.slice(0, MOST_DECLARATIONS).map(({ firstLine, lastLine, kind, signature }) => {
      return `${firstLine}-${lastLine} ${kind} ${signature.slice(0, MOST_SIGNATURE).toWellFormed()}`;
    });
    if (declared.length > lines.length) lines.push(`and ${declared.length - lines.length} more`);
    return lines.length === 0 ? [] : [{ path, firstLine: 1, text: lines.join('\n') }];
  });
}

function taskOf(
  graph: ModuleGraph,
  outlines: readonly TaskSource[],
  findings: readonly RunFinding[],
  tier: Tier,
  stage: Stage,
): Task {
  const { contextTokens, maxOutputTokens } = withLongAnswer(stage.limits);
  const room = Math.floor(contextTokens * (1 - SLACK)) - maxOutputTokens - estimateTokens(PATTERNS_SYSTEM);
  let sources = outlines;
  let told = findings.slice(0, MOST_FINDINGS);
  let prompt = promptOf(graph, sources, told, stage.instructions);
  while (estimateTokens(prompt) > room && sources.length > 1) {
    sources = sources.slice(0, Math.floor(sources.length * 0.8));
    told = told.slice(0, Math.max(3, told.length - 2));
    prompt = promptOf(graph, sources, told, stage.instructions);
  }
  const title = 'suggest patterns';
  const about = ['patterns', findings.map(({ fingerprint }) => fingerprint).toSorted()];
  return suggestionTask({ about, kind: 'architecture', tier, title, system: PATTERNS_SYSTEM, prompt, sources }, stage);
}

function promptOf(
  graph: ModuleGraph,
  outlines: readonly TaskSource[],
  findings: readonly RunFinding[],
  instructions: string,
): string {
  const facts = [
    graphFacts(graph),
    'What the most connected modules declare:',
    ...outlines.map(({ path, text }) => `${path}\n${text}`),
    ...(findings.length === 0 ? [] : ['What was found, worst first:']),
    ...findings.map(
      ({ path, line, severity, category, message }) =>
        `- ${path}:${line} ${severity}, ${category}: ${message.replace(/\s+/g, ' ').slice(0, 300).toWellFormed()}`,
    ),
  ].join('\n');
  const wish = maskKeys(instructions);
  const mark = createHash('sha256')
    .update(JSON.stringify([facts, wish]))
    .digest('hex')
    .slice(0, 12);
  return [
    'Facts about the workspace, read from its code:',
    `<file mark="${mark}">`,
    facts,
    `</file mark="${mark}">`,
    'The workspace was looked at on this wish, which is done already:',
    `<wanted mark="${mark}">`,
    wish,
    `</wanted mark="${mark}">`,
    'Suggest the patterns.',
  ].join('\n');
}
