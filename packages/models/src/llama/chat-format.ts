import type { LlamaModel, Token } from 'node-llama-cpp';

/** How a conversation is written for one family of models. `{system}` and `{prompt}` are the only text that is not trusted. */
interface Family {
  readonly name: string;
  /** The text between markers, in order. Markers are parsed as special tokens, what stands for a person's text never is. */
  readonly withSystem: readonly string[];
  readonly withoutSystem: readonly string[];
  /** Special tokens that end an answer, besides those the file declares. */
  readonly stops: readonly string[];
}

const SYSTEM = '{system}';
const PROMPT = '{prompt}';

const CHATML: Family = {
  name: 'chatml',
  withSystem: [
    '<|im_start|>system\n',
    SYSTEM,
    '<|im_end|>\n<|im_start|>user\n',
    PROMPT,
    '<|im_end|>\n<|im_start|>assistant\n',
  ],
  withoutSystem: ['<|im_start|>user\n', PROMPT, '<|im_end|>\n<|im_start|>assistant\n'],
  stops: ['<|im_end|>'],
};

/** The last marker of Qwen's hybrid models tells them to answer at once: thoughts would eat the output cap. */
const CHATML_NO_THOUGHTS: Family = {
  ...CHATML,
  name: 'chatml-no-thoughts',
  withSystem: [...CHATML.withSystem, '<think>\n\n</think>\n\n'],
  withoutSystem: [...CHATML.withoutSystem, '<think>\n\n</think>\n\n'],
};

const header = (role: string): string => `<|start_header_id|>${role}<|end_header_id|>\n\n`;

const LLAMA_3: Family = {
  name: 'llama-3',
  withSystem: [header('system'), SYSTEM, `<|eot_id|>${header('user')}`, PROMPT, `<|eot_id|>${header('assistant')}`],
  withoutSystem: [header('user'), PROMPT, `<|eot_id|>${header('assistant')}`],
  stops: ['<|eot_id|>'],
};

const GEMMA: Family = {
  name: 'gemma',
  withSystem: ['<start_of_turn>user\n', SYSTEM, '\n\n', PROMPT, '<end_of_turn>\n<start_of_turn>model\n'],
  withoutSystem: ['<start_of_turn>user\n', PROMPT, '<end_of_turn>\n<start_of_turn>model\n'],
  stops: ['<end_of_turn>'],
};

const MISTRAL: Family = {
  name: 'mistral',
  withSystem: ['[INST]', SYSTEM, '\n\n', PROMPT, '[/INST]'],
  withoutSystem: ['[INST]', PROMPT, '[/INST]'],
  stops: [],
};

const PHI: Family = {
  name: 'phi',
  withSystem: ['<|system|>\n', SYSTEM, '<|end|>\n<|user|>\n', PROMPT, '<|end|>\n<|assistant|>\n'],
  withoutSystem: ['<|user|>\n', PROMPT, '<|end|>\n<|assistant|>\n'],
  stops: ['<|end|>'],
};

/**
 * The model of this project (`@hanzo/embedded-model`). It was trained for one job, and on no text but the prompts of that job: a system
 * text would only push it off what it knows and cost it time, so that it never reads one.
 */
const HANZO_EMBEDDED: Family = {
  name: 'hanzo-embedded',
  withSystem: ['<|hanzo_prompt|>', PROMPT, '<|hanzo_answer|>'],
  withoutSystem: ['<|hanzo_prompt|>', PROMPT, '<|hanzo_answer|>'],
  stops: ['<|hanzo_end|>'],
};

/** For models without a template that we know: base models, mostly. */
const PLAIN: Family = {
  name: 'plain',
  withSystem: ['', SYSTEM, '\n\n', PROMPT, '\n\n'],
  withoutSystem: ['', PROMPT, '\n\n'],
  stops: [],
};

/**
 * Recognises the family by the markers in the file's chat template. The template itself never runs: it is a program by a
 * stranger, and a looping one grows without bound.
 */
export function findFamily(template: string): Family {
  if (template.includes('<|hanzo_prompt|>')) return HANZO_EMBEDDED;
  if (template.includes('<|im_start|>')) return template.includes('enable_thinking') ? CHATML_NO_THOUGHTS : CHATML;
  if (template.includes('<|start_header_id|>')) return LLAMA_3;
  if (template.includes('<start_of_turn>')) return GEMMA;
  if (template.includes('[INST]')) return MISTRAL;
  if (template.includes('<|assistant|>') && template.includes('<|end|>')) return PHI;
  return PLAIN;
}

/** A conversation in tokens. */
export interface ChatPrompt {
  /** Beginning-of-text included where the model wants it. */
  readonly tokens: Token[];
  /** How many of them come before what the person says: the system text with its markers. */
  readonly systemTokens: number;
}

/** The chat format of one model, resolved once. */
export interface ChatFormat {
  readonly name: string;
  readonly stopTokens: ReadonlySet<Token>;
  tokenize(system: string, prompt: string): ChatPrompt;
  /** The beginning of an answer, to stand behind a prompt. Nothing in it is ever a marker. */
  tokenizeAnswer(beginning: string): Token[];
}

export function resolveChatFormat(model: LlamaModel): ChatFormat {
  const family = findFamily(model.fileInfo.metadata.tokenizer?.chat_template ?? '');
  const { bos, shouldPrependBosToken } = model.tokens;
  const head = shouldPrependBosToken && bos !== null ? [bos] : [];
  const stops = family.stops.map((stop) => model.tokenize(stop, true)).filter((tokens) => tokens.length === 1);
  return {
    name: family.name,
    stopTokens: new Set(stops.flat()),
    tokenize(system, prompt) {
      const tokens: Token[] = [...head];
      let systemTokens = 0;
      for (const part of system === '' ? family.withoutSystem : family.withSystem) {
        const text = part === SYSTEM ? system : part === PROMPT ? prompt : part;
        const isMarker = part !== SYSTEM && part !== PROMPT;
        if (part === PROMPT) systemTokens = tokens.length;
        // One by one: a spread of a long prompt's tokens would overflow the stack.
        for (const token of model.tokenize(text, isMarker, 'trimLeadingSpace')) tokens.push(token);
      }
      return { tokens, systemTokens };
    },
    tokenizeAnswer: (beginning) => model.tokenize(beginning, false, 'trimLeadingSpace'),
  };
}
