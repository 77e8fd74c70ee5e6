/** A form of secret that is known by its look. */
export interface SecretPattern {
  /** Its group `secret`, where it has one, is what is secret of it. */
  readonly pattern: RegExp;
  /** For "the line holds …". */
  readonly what: string;
}

/** As those who issue them document them: a beginning that nothing else has, and a length. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/, what: 'the beginning of a private key' },
  { pattern: /\bPuTTY-User-Key-File-\d/, what: 'the beginning of a private key' },
  { pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}/, what: 'a private key of age' },
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, what: 'an access key of AWS' },
  { pattern: /\baws_secret_access_key["']?\s*[:=]\s*["']?(?<secret>[A-Za-z0-9+/]{40})/i, what: 'a secret key of AWS' },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{60,}/, what: 'a token of GitHub' },
  { pattern: /\bglpat-[\w-]{20,}/, what: 'a token of GitLab' },
  { pattern: /\bxox[abeoprs]-[\w-]{10,}/, what: 'a token of Slack' },
  { pattern: /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}/, what: 'a webhook of Slack' },
  { pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/, what: 'a key of Stripe' },
  { pattern: /\bAIza[\w-]{35}\b/, what: 'a key of Google' },
  { pattern: /\bsk-ant-[\w-]{20,}/, what: 'a key of Anthropic' },
  { pattern: /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{32,}/, what: 'a key of OpenAI' },
  { pattern: /\bhf_[A-Za-z0-9]{30,}\b/, what: 'a token of Hugging Face' },
  { pattern: /\bnpm_[A-Za-z0-9]{36}\b/, what: 'a token of npm' },
  { pattern: /\bpypi-[\w-]{50,}/, what: 'a token of PyPI' },
  { pattern: /\bSG\.[\w-]{16,}\.[\w-]{30,}/, what: 'a key of SendGrid' },
  { pattern: /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/, what: 'a key of an Azure account' },
  { pattern: /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, what: 'a JSON web token' },
  {
    pattern:
      /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"'`$]*:(?<secret>[^\s/:@"'`${]{6,})@(?!(?:localhost|127\.0\.0\.1)\b)[\w.-]+/i,
    what: 'an address with a password',
  },
];
