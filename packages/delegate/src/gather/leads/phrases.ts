/** Words as they may stand in a string of the program. */
const QUOTED = /"([^"\n]{6,200})"|'([^'\n]{6,200})'|`([^`\n]{6,200})`/g;
/** `ValueError: …`, `error TS2345: …`, `WARNING: …`: what comes after is the message. */
const MESSAGE = /(?:Error|Exception|Warning|Fault|panic|fatal|FATAL|ERROR|WARNING|WARN)\b[^:\n]{0,40}: ([^\n]{6,300})/g;
/** `/runs/start`, `/api/v1/users`. */
const ROUTE = /(?<![\w.:/])\/[a-z][\w-]{0,40}(?:\/[\w{}:<>-]{1,40}){1,8}/g;
/** So many words after each other are hardly chance. */
const WORDS = 3;
const MOST_PHRASES = 120;

/**
 * Pieces of texts that a program may hold literally: messages come with values filled in, so that they are cut into runs of words
 * that do not look like values.
 */
export function phrasesIn(text: string): readonly string[] {
  const phrases = new Set<string>();
  const add = (message: string): void => {
    for (const phrase of windows(message)) if (phrases.size < MOST_PHRASES) phrases.add(phrase);
  };
  for (const [, message = ''] of text.matchAll(MESSAGE)) add(message);
  for (const [, first, second, third] of text.matchAll(QUOTED)) add(first ?? second ?? third ?? '');
  for (const [route] of text.matchAll(ROUTE)) if (phrases.size < MOST_PHRASES) phrases.add(route);
  return [...phrases];
}

/** Runs of words, by threes: any of them may be cut by a value in the source. */
function windows(message: string): readonly string[] {
  const runs = message.split(/[^A-Za-z ,.'-]+|(?<=\s)'|'(?=\s|$)/);
  return runs.flatMap((run) => {
    const words = run.trim().split(/ +/).filter(Boolean);
    const found: string[] = [];
    for (let at = 0; at + WORDS <= words.length; at += 1) found.push(words.slice(at, at + WORDS).join(' '));
    return found.filter((phrase) => phrase.length >= 12);
  });
}
