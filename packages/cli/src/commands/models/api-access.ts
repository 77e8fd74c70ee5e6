import { endpointFor, inDays, lifeOf, livingReplacement, type Endpoint } from '@hanzo/config';
import { HanzoError, type ApiModelCard, type Catalogue } from '@hanzo/contracts';
import type { Setting } from '../../setting.ts';

/** Whether a model can be called from here. */
export interface ApiAccess {
  readonly endpoint: Endpoint | undefined;
  /** True when a key is set, or none is needed. */
  readonly keySet: boolean;
  /** For people: `api.openai.com, key from OPENAI_API_KEY`. */
  readonly words: string;
}

/** Where a model's requests would go. Asks nobody, and reads no keychain. */
export function apiAccess({ config }: Pick<Setting, 'config'>, card: ApiModelCard): ApiAccess {
  try {
    const endpoint = endpointFor(config, card);
    const { host, apiKey, keyFrom, keyName } = endpoint;
    if (keyFrom !== undefined) return { endpoint, keySet: true, words: `${host}, key from ${keyFrom}` };
    if (apiKey !== undefined) return { endpoint, keySet: true, words: `${host}, no key needed` };
    return { endpoint, keySet: false, words: `${host}, no key set: hanzo keys set ${keyName}` };
  } catch (error) {
    if (!(error instanceof HanzoError) || error.code !== 'CONFIG_INVALID') throw error;
    return { endpoint: undefined, keySet: false, words: error.message.replace(/^[^:]*: /, '') };
  }
}

/** What people must know of how long a model is served: `served`, `ends on …, in 20 days → …`, `gone since … → …`. */
export function lifeWords(card: ApiModelCard, catalogue: Catalogue, now: number): string {
  const life = lifeOf(card, now);
  if (life.state === 'living') return 'served, no end announced';
  const next = livingReplacement(catalogue, card, now);
  const instead = next === undefined ? '' : ` → ${next.name}`;
  if (life.state === 'gone') return `gone since ${life.shutdown}${instead}`;
  const when = inDays(life.daysLeft);
  return `ends on ${life.shutdown}, ${when}${instead}`;
}
