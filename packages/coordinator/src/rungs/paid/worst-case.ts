import { type ApiRequest, type ApiTurn, type ImageSize, worstTokensOfImages } from '@hanzo/contracts';

/** Tokens that the API adds around the texts. */
const ENVELOPE_TOKENS = 64;
/** Around each tool and each earlier turn. */
const PART_TOKENS = 64;
/** Providers tell the model in words of their own how to use tools. */
const TOOLS_TOKENS = 1_024;
/** Some interfaces refuse smaller caps, and are sent this one. */
const LEAST_OUTPUT_TOKENS = 16;

/** What no tokenizer counts more than. */
export interface WorstTokens {
  readonly input: number;
  /** Reasoning included. */
  readonly output: number;
}

/** What is sent, as far as its size depends on it. */
export type SizedRequest = Omit<ApiRequest, 'model' | 'images'> & { readonly images?: readonly ImageSize[] };

/**
 * No tokenizer makes more tokens than there are bytes: what is set aside is never below the bill.
 *
 * @param model by which pictures are counted. @default the one that counts most
 */
export function worstTokens(request: SizedRequest, model?: string): WorstTokens {
  const { maxOutputTokens, tools = [], history = [] } = request;
  const parts = worstToolTokens(0, tools.length) + history.length * PART_TOKENS;
  const pictures = worstTokensOfImages(request.images, model);
  return {
    input: requestBytes(request) + parts + pictures + ENVELOPE_TOKENS,
    output: Math.max(LEAST_OUTPUT_TOKENS, maxOutputTokens),
  };
}

/** All texts of a request. */
export function requestBytes(request: SizedRequest): number {
  const { system, prompt, output, resume = '', tools = [], history = [] } = request;
  const schema = output.kind === 'json' ? JSON.stringify(output.schema) : '';
  const texts = [system, prompt, schema, resume, ...tools.map(asJson), ...history.map(asJson)];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** What descriptions of tools are never counted more than. @param bytes of all of them */
export function worstToolTokens(bytes: number, tools: number): number {
  return tools === 0 ? 0 : bytes + tools * PART_TOKENS + TOOLS_TOKENS;
}

/** What a turn after the prompt is never counted more than. */
export function worstTurnTokens(turn: ApiTurn): number {
  return Buffer.byteLength(asJson(turn)) + PART_TOKENS;
}

function asJson(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
