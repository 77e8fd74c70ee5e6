import { BUILT_IN, type Tool, type ToolOffer, type ToolWish } from '@hanzo/contracts';
import { estimateTokens } from '../../tokens.ts';
import { Relevance } from './relevance.ts';

interface Candidate {
  readonly tool: Tool;
  readonly tokens: number;
  readonly score: number;
}

/**
 * Chooses tools for requests: hanzo's own that only look, then the nearest ones with what goes with them on their servers, as long
 * as there is room. Servers that have nothing to do with it are left out also where there is room: each request pays for them.
 */
export class ToolChooser {
  readonly #tools: readonly Tool[];
  readonly #tokens: readonly number[];
  readonly #relevance: Relevance;
  readonly #isNamed: (tool: Tool) => boolean;

  /** @param isNamed the user has named it: only for lack of room is it left out */
  constructor(tools: readonly Tool[], isNamed: (tool: Tool) => boolean) {
    this.#tools = tools;
    this.#isNamed = isNamed;
    this.#tokens = tools.map(({ spec }) => estimateTokens(`${JSON.stringify(spec)},`));
    this.#relevance = new Relevance(tools);
  }

  /** In the order of their names: what a request begins with is the same for the same tools, and met in the provider's cache. */
  choose({ about, roomTokens }: ToolWish): ToolOffer {
    const scores = this.#relevance.scores(about);
    const all = this.#tools.map((tool, at) => ({ tool, tokens: this.#tokens[at] ?? 0, score: scores[at] ?? 0 }));
    const chosen = new Set<Tool>();
    let room = roomTokens;
    for (const { tool, tokens } of inOrder(about, all, this.#isNamed)) {
      if (tokens > room) continue;
      room -= tokens;
      chosen.add(tool);
    }
    const named = this.#tools.toSorted((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
    const offered = named.filter((tool) => chosen.has(tool));
    return {
      specs: offered.map(({ spec }) => spec),
      tokens: roomTokens - room,
      left: named.filter((tool) => !chosen.has(tool)).map(({ spec }) => spec.name),
      together: new Set(offered.filter(({ effect }) => effect === 'read').map(({ spec }) => spec.name)),
    };
  }
}

/** The most useful first, for what they take; what has nothing to do with it is not in it. */
function inOrder(about: string, all: readonly Candidate[], isNamed: (tool: Tool) => boolean): readonly Candidate[] {
  const value = ({ score, tokens }: Candidate): number => score / Math.sqrt(tokens);
  const byValue = (a: Candidate, b: Candidate): number =>
    value(b) - value(a) || a.tokens - b.tokens || (a.tool.spec.name < b.tool.spec.name ? -1 : 1);
  const isOwnLook = ({ tool }: Candidate): boolean => tool.origin === BUILT_IN && tool.effect === 'read';
  const own = all.filter(isOwnLook).toSorted(byValue);
  const others = all.filter((each) => !isOwnLook(each)).toSorted(byValue);
  const named = others.filter(({ tool }) => isNamed(tool));
  const near = others.filter(({ tool, score }) => !isNamed(tool) && score > 0);
  const isFar = ({ tool, score }: Candidate): boolean => !isNamed(tool) && score === 0;
  const far = saysNothing(about, all, isNamed) ? others.filter(isFar) : [];
  return [...own, ...named, ...near, ...far];
}

/** A letter that English has not. */
const OTHER_LETTER = /[^\P{L}a-z]/iu;

/**
 * Whether words of this text say nothing of what tools are for: it is in another language, or none of them is known. Then what was
 * configured is offered, before it is silently missing. A text about code says by its words that it wants no server.
 */
function saysNothing(about: string, all: readonly Candidate[], isNamed: (tool: Tool) => boolean): boolean {
  const isServer = ({ tool }: Candidate): boolean => tool.origin !== BUILT_IN;
  if (all.some((each) => isServer(each) && (each.score > 0 || isNamed(each.tool)))) return false;
  return OTHER_LETTER.test(about) || all.every(({ score }) => score === 0);
}
