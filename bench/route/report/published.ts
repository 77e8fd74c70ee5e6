/** What is known of a pair of models on a published set. */
export interface KnownPair {
  readonly set: string;
  /** The APGR that we aim at. */
  readonly aim: number;
  /** What others have published for it; undefined: nothing that could be checked. */
  readonly published?: { readonly apgr: number; readonly what: string; readonly source: string };
}

interface Known extends KnownPair {
  readonly weak: RegExp;
  readonly strong: RegExp;
  /** Of the ids of its tasks. */
  readonly id: RegExp;
}

const ROUTELLM = { weak: /mixtral-8x7b/i, strong: /gpt-4-1106/i };

const KNOWN: readonly Known[] = [
  {
    ...ROUTELLM,
    set: 'MMLU',
    aim: 0.65,
    published: {
      apgr: 0.603,
      what: "RouteLLM's best router there, trained with labels of MMLU's validation split",
      source: 'Ong et al., "RouteLLM: Learning to Route LLMs with Preference Data", arXiv:2406.18665',
    },
    id: /^(?!gsm8k)[a-z_]+-\d+$/,
  },
  { ...ROUTELLM, set: 'GSM8K', aim: 0.64, id: /^gsm8k-\d+$/ },
];

export function knownPair(weak: string, strong: string, ids: readonly string[]): KnownPair | undefined {
  return KNOWN.find(
    (known) => known.weak.test(weak) && known.strong.test(strong) && ids.every((id) => known.id.test(id)),
  );
}
