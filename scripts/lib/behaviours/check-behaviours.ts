/** Area to id to sentence. */
export type BehaviourTree = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Coverage {
  /** How many behaviours there are. */
  readonly total: number;
  /** `area.id: sentence` of those that no test cites. */
  readonly uncited: readonly string[];
  /** `file: id` of citations of behaviours that do not exist. */
  readonly unknown: readonly string[];
}

const CITATION = /\bverifies\(\s*(['"`])([^'"`]*)\1/g;

/** Compares what is promised with what the test files (path to text) cite. */
export function checkBehaviours(behaviours: BehaviourTree, tests: ReadonlyMap<string, string>): Coverage {
  const promised = new Map(
    Object.entries(behaviours).flatMap(([area, sentences]) =>
      Object.entries(sentences).map(([id, sentence]) => [`${area}.${id}`, sentence]),
    ),
  );
  const cited = new Set<string>();
  const unknown: string[] = [];
  for (const [path, text] of tests) {
    for (const [, , id = ''] of text.matchAll(CITATION)) {
      cited.add(id);
      if (!promised.has(id)) unknown.push(`${path}: ${id}`);
    }
  }
  const uncited = [...promised].filter(([id]) => !cited.has(id)).map(([id, sentence]) => `${id}: ${sentence}`);
  return { total: promised.size, uncited, unknown };
}
