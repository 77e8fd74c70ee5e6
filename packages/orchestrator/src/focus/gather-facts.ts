import type { Focus } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import { workspaceGraph } from '../diagram/run-diagram.ts';
import { readTexts } from '../run/read-texts.ts';
import type { RunFinding } from '../run/run-finding.ts';
import { type EvidenceFacts, NO_FACTS } from './evidence-facts.ts';
import { isTestFile, wordsIn } from './rules/untested.ts';

/** Looks up what the findings of a focus will be held against: no more files than that needs. */
export async function gatherFacts(
  findings: readonly RunFinding[],
  focus: Focus,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<EvidenceFacts> {
  if (findings.length === 0) return NO_FACTS;
  const own = [...new Set(findings.map(({ path }) => path))];
  const { texts } = await readTexts(workspace, own, signal);
  const textOf = (path: string): string | undefined => texts.get(path);
  return {
    textOf,
    testedWords: focus === 'tests' ? await testedWords(workspace, signal) : NO_FACTS.testedWords,
    graph: focus === 'architecture' ? await workspaceGraph(workspace, signal) : NO_FACTS.graph,
  };
}

async function testedWords(workspace: Workspace, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { files } = await workspace.files({ signal });
  const paths = files.map(({ path }) => path).filter(isTestFile);
  const { texts } = await readTexts(workspace, paths, signal);
  return wordsIn(texts.values());
}
