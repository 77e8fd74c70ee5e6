/** A form of secret that is known by its look. */
export interface SecretPattern {
  /** Finds each of them. Its group `secret`, where it has one, is what is secret of it. */
  readonly pattern: RegExp;
  /** For "the line holds …". */
  readonly what: string;
}

/** As those who issue them document them: a beginning that nothing else has, and a length. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/g, what: 'the beginning of a private key' },
  { pattern: /\bPuTTY-User-Key-File-\d/g, what: 'the beginning of a private key' },
  { pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}/g, what: 'a private key of age' },
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, what: 'an access key of AWS' },
  { pattern: /\baws_secret_access_key["']?\s*[:=]\s*["']?(?<secret>[A-Za-z0-9+/]{40})/gi, what: 'a secret key of AWS' },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{60,}/g, what: 'a token of GitHub' },
  { pattern: /\bgl(?:pat|dt|rt|ptt|soat|cbt|agent)-[\w-]{20,}/g, what: 'a token of GitLab' },
  { pattern: /\bxox[abeoprs]-[\w-]{10,}/g, what: 'a token of Slack' },
  { pattern: /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}/g, what: 'a webhook of Slack' },
  { pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/]{24,}/g, what: 'a key of Stripe' },
  { pattern: /\bAIza[\w-]{35}\b|\bGOCSPX-[\w-]{24,}|\bya29\.[\w-]{40,}/g, what: 'a key of Google' },
  { pattern: /\bsk-ant-[\w-]{20,}/g, what: 'a key of Anthropic' },
  { pattern: /\bsk-(?:proj-|svcacct-|admin-)?(?=[\w-]{0,200}\d)[\w-]{32,}/g, what: 'a key of OpenAI' },
  { pattern: /\bhf_[A-Za-z0-9]{30,}\b/g, what: 'a token of Hugging Face' },
  { pattern: /\bnpm_[A-Za-z0-9]{36}\b/g, what: 'a token of npm' },
  { pattern: /\bpypi-[\w-]{50,}/g, what: 'a token of PyPI' },
  { pattern: /\bSG\.[\w-]{16,}\.[\w-]{30,}/g, what: 'a key of SendGrid' },
  { pattern: /\bdop_v1_[a-f0-9]{64}\b/g, what: 'a token of DigitalOcean' },
  { pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g, what: 'a token of Shopify' },
  { pattern: /\bdckr_pat_[\w-]{24,}/g, what: 'a token of Docker' },
  { pattern: /\bhv[sb]\.[\w-]{24,}/g, what: 'a token of Vault' },
  { pattern: /\bdapi[a-f0-9]{32}\b/g, what: 'a token of Databricks' },
  { pattern: /\bgsk_[A-Za-z0-9]{40,}\b/g, what: 'a key of Groq' },
  { pattern: /\bxai-[A-Za-z0-9]{60,}\b/g, what: 'a key of xAI' },
  { pattern: /\b\d{8,10}:AA[\w-]{33}\b/g, what: 'a token of Telegram' },
  { pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/[\w-]{40,}/g, what: 'a webhook of Discord' },
  { pattern: /\bsq0(?:atp|csp)-[\w-]{22,}/g, what: 'a key of Square' },
  { pattern: /\bATATT3[\w=-]{40,}/g, what: 'a token of Atlassian' },
  { pattern: /\bntn_[A-Za-z0-9]{40,}\b|\blin_api_[A-Za-z0-9]{32,}\b/g, what: 'a token of Notion or Linear' },
  { pattern: /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/g, what: 'a key of an Azure account' },
  { pattern: /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g, what: 'a JSON web token' },
  { pattern: /(?<![\w-])eyJ[\w-]{10,}\.[\w-]*\.[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, what: 'a JSON web token' },
  {
    pattern:
      /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"'`$]*:(?<secret>[^\s/:@"'`${]{6,})@(?!(?:localhost|127\.0\.0\.1)(?![\w.-]))[\w.-]+/gi,
    what: 'an address with a password',
  },
];
