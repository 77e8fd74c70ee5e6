/** First words of names that models have, and hardly anything else that work is given to. */
const FAMILY =
  /^(?:(?:chat[ -]?)?gpt|o\d|claude|codex|gemini|llama|qwen|mistral|mixtral|devstral|codestral|deepseek|gemma|phi-?\d|grok|kimi|glm)(?=$|[\s\d._:/-])/i;
const LOCAL = /^local:\S/i;

/** No name of a model begins with one of these. */
const NO_NAME =
  /^(?:the|a|an|my|our|your|his|her|its|their|this|that|these|those|whom?ever|who|some\w*|any\w*|every\w*|me|you|us|him|them|it)\b/i;

/** `Claude Sonnet 4.5` has three. */
const MOST_WORDS = 5;

/**
 * True when what stands behind "delegate to" is meant as a model.
 *
 * @param isLoud the words before it are in capitals, as nobody writes them by chance
 */
export function namesModel(name: string, isLoud: boolean): boolean {
  if (!/^[\p{L}\p{N}]/u.test(name) || name.split(/\s+/).length > MOST_WORDS || NO_NAME.test(name)) return false;
  return isLoud || FAMILY.test(name) || LOCAL.test(name);
}
