import type { ModuleGraph } from '@hanzo/tools';

/** What findings can be held against, besides the lines that they quote. */
export interface EvidenceFacts {
  /** Text of a file as it was looked at; undefined when it cannot be read. */
  textOf(path: string): string | undefined;
  /** All words that stand in tests of the workspace. */
  readonly testedWords: ReadonlySet<string>;
  /** Real imports. */
  readonly graph: Pick<ModuleGraph, 'modules' | 'groups'>;
}

export const NO_FACTS: EvidenceFacts = {
  textOf: () => undefined,
  testedWords: new Set(),
  graph: { modules: [], groups: [] },
};
