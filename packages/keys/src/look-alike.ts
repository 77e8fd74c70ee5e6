/** Keys as providers make them, wherever in a text they stand. Nothing else that people write looks like one. */
const SURE =
  /(?<![A-Za-z0-9])(?:sk-(?:proj|ant|svcacct|admin|or-v1)-[\w-]{16,}|sk-[A-Za-z0-9]{20,}|(?:gsk|hf|r8)_[A-Za-z0-9]{30,}|(?:xai|pplx)-[A-Za-z0-9]{30,}|AIza[\w-]{30,}|nvapi-[\w-]{40,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|AKIA[A-Z0-9]{16})/g;

/** What begins like a key. In instructions it may be anything, e.g. the name of a function; in a wrong argument not. */
const LIKELY = /(?<![A-Za-z0-9])(?:sk-|sk_|gsk_|hf_|AIza|xai-|pplx-|r8_|nvapi-|gh[pousr]_|github_pat_|AKIA)[\w-]{8,}/g;

/** Keys among the words of a command line: they were typed where they do not belong, and must not be passed on. */
export function keysAmong(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => word.match(SURE) ?? []).filter((key) => /\d/.test(key));
}

/** A sentence about a wrong argument, without what looks like a key in it. */
export function withoutLookAlikes(sentence: string): string {
  return sentence.replaceAll(LIKELY, (word) => (/\d/.test(word) ? '[key]' : word));
}
