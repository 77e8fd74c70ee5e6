/** Programs that serve models and that we know by name. `openai-compatible` is any other that speaks OpenAI's API. */
export type ServerKind = 'ollama' | 'vllm' | 'llama-server' | 'sglang' | 'lm-studio' | 'openai-compatible';

export interface ProbedModel {
  /** As the server names it. */
  readonly id: string;
  /** `embedding`: it makes vectors and no text. `chat` also where the server does not tell. */
  readonly use: 'chat' | 'embedding';
  /** Tokens of prompt and answer together that one request really gets. Undefined when the server does not tell. */
  readonly contextTokens: number | undefined;
  /**
   * `in-force`: of the running model. `configured`: will be when it is loaded. `assumed`: the least that this kind of
   * server gives when nothing is told; it may give more.
   */
  readonly contextFrom: 'in-force' | 'configured' | 'assumed' | undefined;
  /** Requests that run at once, at most {@link MOST_TOLD_SLOTS}. Undefined when the server does not tell. */
  readonly slots: number | undefined;
  /** In memory. Undefined when the server does not tell. */
  readonly loaded: boolean | undefined;
  /** Where the server itself sends prompts on to, as Ollama does for its cloud models. Undefined when it answers alone. */
  readonly remoteHost: string | undefined;
}

/** What a server says of itself. */
export interface ProbedServer {
  readonly kind: ServerKind;
  /** As the server tells it. */
  readonly version: string | undefined;
  /** Ends with `/v1`. */
  readonly baseUrl: string;
  /** With the port, for people. */
  readonly host: string;
  /** False: prompts leave this machine on their way to it. */
  readonly isLoopback: boolean;
  /** It goes on from the beginning of an answer, in plain text. */
  readonly resumes: boolean;
  readonly models: readonly ProbedModel[];
}

/** What a kind of server adds to the list of `/v1/models`. */
export type Described = Pick<ProbedServer, 'kind' | 'version' | 'models'>;

/**
 * What counts of the slots that a server tells. Some (SGLang, vLLM) take thousands of requests and share one memory among
 * them; a mesh that sent so many would wait for all of them at once.
 */
export const MOST_TOLD_SLOTS = 32;

/** A model of which nothing but the name is known. */
export function unknownModel(id: string): ProbedModel {
  return {
    id,
    use: 'chat',
    contextTokens: undefined,
    contextFrom: undefined,
    slots: undefined,
    loaded: undefined,
    remoteHost: undefined,
  };
}
