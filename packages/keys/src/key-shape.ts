import { HanzoError } from '@hanzo/contracts';

const SHORTEST = 8;
const LONGEST = 4096;

/** What people paste by mistake, and what to do about it. */
const MISTAKES: readonly (readonly [RegExp, what: string, mend: string])[] = [
  [/^$/, 'is empty', 'Paste the key, or pipe it: `hanzo keys set openai < key.txt`.'],
  [/^(["'`]).*\1$/s, 'stands in quotes', 'Copy it again, without the quotes.'],
  [/^[A-Za-z_][A-Za-z0-9_]*=/, 'begins with the name of a variable', 'Copy only what stands behind "=".'],
  [/^Bearer\s/i, 'begins with "Bearer"', 'Copy only what stands behind it.'],
  [/^https?:\/\//i, 'is a URL', 'Copy the key itself; a base URL belongs in config.json.'],
  [/[\r\n]/, 'holds a line break', 'Copy the key again, in one piece.'],
  [/\s/, 'holds a blank', 'Copy the key again, in one piece.'],
  [
    /[^\x21-\x7e]/,
    'holds a character that no API key has',
    'Copy the key again; "…" stands for a part that was left out.',
  ],
];

/** Beginnings that tell whose key it is. Longest first. */
const BEGINNINGS: readonly (readonly [string, provider: string])[] = [
  ['sk-ant-', 'anthropic'],
  ['sk-proj-', 'openai'],
  ['sk-svcacct-', 'openai'],
  ['gsk_', 'groq'],
  ['hf_', 'huggingface'],
];

/** Who serves these hosts takes no other's keys; anybody else may sit in front of any of them. */
const OWNERS: Readonly<Record<string, string>> = { 'api.openai.com': 'openai', 'api.anthropic.com': 'anthropic' };

/**
 * A key that a person typed, pasted or piped, without what surrounds it.
 *
 * @param host where it will be used
 * @throws HanzoError USAGE with a hint when it cannot be one; the sentence never holds it
 */
export function checkKey(raw: string, provider: string, host: string): string {
  const key = raw.trim();
  const refuse = (what: string, mend: string): HanzoError =>
    new HanzoError('USAGE', `This is no API key: it ${what}.`, { details: { provider }, mend });
  const mistake = MISTAKES.find(([pattern]) => pattern.test(key));
  if (mistake !== undefined) throw refuse(mistake[1], mistake[2]);
  if (key.length < SHORTEST) throw refuse(`has ${key.length} characters`, 'Copy it again, to its end.');
  if (key.length > LONGEST) throw refuse(`has ${key.length} characters`, 'Copy the key alone.');
  const whose = BEGINNINGS.find(([beginning]) => key.startsWith(beginning))?.[1];
  const owner = Object.hasOwn(OWNERS, host) ? OWNERS[host] : undefined;
  if (owner !== undefined && whose !== undefined && whose !== owner) {
    throw refuse(
      `looks like one of ${whose}, not of ${owner}`,
      `Run \`hanzo keys set ${whose}\`, or copy the right one.`,
    );
  }
  return key;
}
