/** What keys begin with, and how long they are at least. */
const BEGINNINGS = /^(?:sk-|sk_|gsk_|hf_|AIza|xai-|pplx-|r8_|nvapi-|ghp_|github_pat_|AKIA)[A-Za-z0-9_-]{12,}$/;

/** A run of letters of both kinds and digits. Names of models, ids of runs and checksums are none. */
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[A-Za-z0-9]{20})[A-Za-z0-9_-]{24,}$/;

/** Ids of peers look like it, and are no secret. */
const PEER_ID = /^(?:12D3KooW|Qm|16Uiu2)/;

/** Words of a command line that look like keys: they were typed where they do not belong, and may be repeated. */
export function keysAmong(words: readonly string[]): readonly string[] {
  const parts = words.flatMap((word) => word.split(/[\s=:,;"'`]+/)).map((part) => part.replace(/^-+/, ''));
  return parts.filter(
    (part) => (BEGINNINGS.test(part) && /\d/.test(part)) || (RANDOM.test(part) && !PEER_ID.test(part)),
  );
}
