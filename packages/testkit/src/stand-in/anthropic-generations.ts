/** What a Claude model takes, by its name: generation 47 is 4.7. */
export interface ClaudeFacts {
  readonly line: string;
  readonly generation: number;
  /** It takes no temperature, and thinks without a budget of tokens. */
  readonly noSampling: boolean;
  readonly adaptive: boolean;
  /** Thinking cannot be switched off. */
  readonly alwaysThinks: boolean;
  readonly refusesForcedTools: boolean;
  readonly schemas: boolean;
  readonly refusesPrefill: boolean;
  readonly efforts: readonly string[];
}

const LINES = /claude-(opus|sonnet|haiku|fable|mythos)-(\d{1,2})(?:-(\d)(?!\d))?/;
const OLD = /claude-(\d)(?:-(\d))?-(opus|sonnet|haiku)/;

/** Undefined for a name that is not Claude's: then nothing is known. */
export function claudeFacts(model: string): ClaudeFacts | undefined {
  const named = LINES.exec(model);
  if (named) return factsOf(named[1] ?? '', Number(named[2]) * 10 + Number(named[3] ?? 0));
  const old = OLD.exec(model);
  return old ? factsOf(old[3] ?? '', Number(old[1]) * 10 + Number(old[2] ?? 0)) : undefined;
}

function factsOf(line: string, generation: number): ClaudeFacts {
  const big = line === 'fable' || line === 'mythos';
  return {
    line,
    generation,
    noSampling: generation >= 47,
    adaptive: generation >= 46,
    alwaysThinks: big || (line === 'opus' && generation >= 55),
    refusesForcedTools: generation >= 55 ? line !== 'haiku' : big && generation >= 51,
    schemas: generation >= 45,
    refusesPrefill: generation >= 46,
    efforts: effortsOf(line, generation),
  };
}

function effortsOf(line: string, generation: number): readonly string[] {
  if (generation >= 47) return ['low', 'medium', 'high', 'xhigh', 'max'];
  if (generation === 46) return ['low', 'medium', 'high', 'max'];
  return line === 'opus' && generation === 45 ? ['low', 'medium', 'high'] : [];
}
