/** Families whose weights anybody may download, by name. */
const OPEN_FAMILIES =
  /(qwen|qwq|llama|gemma|phi-?\d|yi-1|yi-coder|mi[sx]tral|devstral|codestral-22b|deepseek|magicoder|opencoder|nemotron|athene|gpt-oss|glm-\d|kimi|minimax)/i;
/** "8x7B": experts of which all must be in memory. */
const EXPERTS = /(\d+)x(\d+(?:\.\d+)?)b\b/i;
const SIZE = /(?:^|[^\da-z.])(\d+(?:\.\d+)?)b(?![a-z])/i;
/** Billions of parameters of models whose names do not say it; the first that fits. */
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/devstral.small/i, 24],
  [/devstral/i, 123],
  [/mistral.large/i, 123],
  [/mistral.small/i, 22],
  [/mistral.nemo/i, 12],
  [/phi-?3(\.5)?-mini/i, 3.8],
  [/phi-?3-medium/i, 14],
  [/coder-v2-lite/i, 16],
  [/deepseek.*v2/i, 236],
  [/deepseek/i, 671],
  [/glm-4/i, 355],
  [/kimi.k2/i, 1_000],
  [/minimax.m2/i, 230],
  [/llama.4.maverick/i, 400],
];
/** Mixtral-8x7B shares its attention: less than 8 times 7. */
const SHARED_EXPERTS = 0.84;

/** Billions of parameters of a model with open weights, by its name; undefined: its weights are not open, or nobody says its size. */
export function openWeights(name: string): number | undefined {
  if (!OPEN_FAMILIES.test(name)) return undefined;
  const experts = EXPERTS.exec(name);
  if (experts !== null) return Number(experts[1]) * Number(experts[2]) * SHARED_EXPERTS;
  const size = SIZE.exec(name)?.[1];
  return size === undefined ? SIZES.find(([pattern]) => pattern.test(name))?.[1] : Number(size);
}
