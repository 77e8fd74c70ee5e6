/** Fields of chunks and messages in which compatible servers tell what a model thought. OpenAI's own have none. */
const FIELDS = ['reasoning_content', 'reasoning'] as const;
type Field = (typeof FIELDS)[number];

/** What a model thought before it asked for tools, under the name that its server has for it. */
interface ToldThoughts {
  readonly field: Field;
  readonly text: string;
}

/**
 * `ApiGeneration.state` of Chat Completions. Some compatible servers refuse calls of tools that come back without what came with
 * them: DeepSeek and Kimi want the thoughts, Gemini the seal on each call.
 */
interface ChatState {
  readonly kind: 'openai-chat';
  /** As it was asked for: thoughts and seals are of no use to another one. */
  readonly model: string;
  readonly thoughts?: ToldThoughts;
  /** `extra_content` of calls, by their ids. */
  readonly extras?: Readonly<Record<string, object>>;
}

/** Collects what a model thinks, piece by piece. */
export class Thoughts {
  #field: Field | undefined;
  #text = '';

  /** @returns what this piece adds; empty: nothing */
  add(delta: object | undefined): string {
    const told = FIELDS.map((field) => ({ field, text: textIn(delta, field) }));
    const { field, text = '' } = told.find((one) => one.text) ?? told.find((one) => one.text === '') ?? {};
    if (text !== '' && this.#text === '') this.#field = field;
    this.#field ??= field;
    this.#text += text;
    return text;
  }

  /** Undefined: its server tells no thoughts. They may be empty all the same. */
  get told(): ToldThoughts | undefined {
    return this.#field && { field: this.#field, text: this.#text };
  }
}

function textIn(message: object | undefined, field: Field): string | undefined {
  const value = message === undefined ? undefined : (message as Readonly<Partial<Record<Field, unknown>>>)[field];
  return typeof value === 'string' ? value : undefined;
}

/** What goes back with the calls of an answer; undefined where nothing came with them. */
export function chatState(
  model: string,
  thoughts: ToldThoughts | undefined,
  extras: Readonly<Record<string, object>>,
): ChatState | undefined {
  const hasExtras = Object.keys(extras).length > 0;
  if (thoughts === undefined && !hasExtras) return undefined;
  return { kind: 'openai-chat', model, ...(thoughts && { thoughts }), ...(hasExtras && { extras }) };
}

/** The state of an earlier answer of this model; undefined when it is of another one, or of none. */
export function chatStateOf(state: unknown, model: string): ChatState | undefined {
  return isChatState(state) && state.model === model ? state : undefined;
}

/** With the name that it came under. */
export function thoughtField({ thoughts }: Pick<ChatState, 'thoughts'>): Partial<Record<Field, string>> {
  return thoughts !== undefined && FIELDS.includes(thoughts.field) && typeof thoughts.text === 'string'
    ? { [thoughts.field]: thoughts.text }
    : {};
}

/** What came beside a call. */
export function extraOf(callId: string, state: Pick<ChatState, 'extras'> | undefined): object | undefined {
  const extras = state?.extras ?? {};
  return Object.hasOwn(extras, callId) ? extras[callId] : undefined;
}

function isChatState(state: unknown): state is ChatState {
  return (
    typeof state === 'object' &&
    state !== null &&
    'kind' in state &&
    state.kind === 'openai-chat' &&
    'model' in state &&
    typeof state.model === 'string'
  );
}
