import { endpointFor } from '@hanzo/config';
import { findModel, type ErrorCode } from '@hanzo/contracts';
import type { Asked } from '@hanzo/delegate';
import { roughDollars } from '../../dev/money/money.ts';
import { callable, strongestModel } from '../../dev/models/tier-models.ts';
import { DEFAULT_MODEL } from '../models/delegate-model.ts';
import { strongerModel } from '../models/stronger-model.ts';
import type { AskerParts } from './asker-parts.ts';
import { answerTokensOf } from './worst-ask.ts';

/** What commands are made of that go on where a model gave no analysis. */
export interface MendFacts {
  /** `hanzo delegate resume <id>`, with its place. */
  readonly resumeWith: string;
  /** A model that could be asked instead. Undefined: there is none. */
  readonly other: string | undefined;
  /** More than it may answer with now, in tokens. Undefined: it may not answer with more. */
  readonly moreTokens: number | undefined;
  /** US dollars, more than all of it may cost now. */
  readonly moreDollars: string;
  /** Of its endpoint; undefined for models of this machine. */
  readonly key: { readonly name: string; readonly variable: string; readonly isSet: boolean } | undefined;
}

/** @param name of the model that was asked, by the catalogue */
export function mendFactsFor(
  name: string,
  { setting, flags, allowance, resumeWith }: Pick<AskerParts, 'setting' | 'flags' | 'allowance' | 'resumeWith'>,
): MendFacts {
  const card = findModel(setting.catalogue, name);
  const isApi = card?.kind === 'api';
  const endpoint = isApi ? endpointFor(setting.config, card) : undefined;
  const now = answerTokensOf(isApi ? { kind: 'api', name, card, because: '' } : LOCAL, flags);
  const most = isApi ? card.maxOutputTokens : 0;
  return {
    resumeWith: resumeWith(),
    other: otherThan(name, setting),
    moreTokens: now < most ? Math.min(2 * now, most) : undefined,
    moreDollars: roughDollars(2 * allowance.capMicros).slice(1),
    key: endpoint && {
      name: endpoint.keyName,
      variable: endpoint.keyVariable,
      isSet: endpoint.keyFrom !== undefined,
    },
  };
}

const LOCAL = { kind: 'local', name: '', because: '' } as const;

/** A stronger one, else the usual one, else the strongest. */
function otherThan(name: string, setting: AskerParts['setting']): string | undefined {
  const usual = findModel(setting.catalogue, DEFAULT_MODEL);
  const [living] = usual === undefined ? [] : callable([usual], setting);
  const names = [strongerModel(name, new Set([name]), setting)?.name, living?.name, strongestModel(setting)?.name];
  return names.find((one) => one !== undefined && one !== name);
}

/** Where an answer is there, and it is no analysis. */
export function mendsOfAnswer(facts: MendFacts): NonNullable<Asked['mends']> {
  const { resumeWith, moreTokens } = facts;
  const again = `${resumeWith} --again`;
  const more = moreTokens === undefined ? [] : [`Allow more: ${again} --max-output-tokens ${moreTokens}`];
  return {
    refused: either(['Say it in other words'], facts),
    truncated: either(more.length > 0 ? more : ['Send less: name fewer files'], facts),
    invalid: either([`Ask once more: ${again}`], facts),
  };
}

/** @param again the command that asks once more */
export function mendOfFault(code: ErrorCode, again: string, facts: MendFacts): string {
  switch (code) {
    case 'API_REFUSED':
      return either(['Say it in other words'], facts);
    case 'BUDGET_EXCEEDED':
      return `Allow more: ${again} --budget ${facts.moreDollars}; \`hanzo ledger show\` tells what else limits it`;
    case 'CREDENTIALS_REJECTED':
      return `${keyMend(facts)}; then: ${again}`;
    case 'MODEL_UNAVAILABLE':
      return facts.other === undefined
        ? 'See `hanzo models` for others'
        : `Have ${facts.other} stand in for it: ${again} --fallback ${facts.other}`;
    case 'QUOTA_EXHAUSTED':
      return `Look at the bill of the account, or use another key; then: ${again}`;
    case 'RATE_LIMITED':
      return `Wait as long as the provider asks for: ${again} --retry-on-rate-limit`;
    case 'TIMED_OUT':
      return `Give it more time: ${again} --timeout 1200`;
    default:
      return `Ask once more: ${again}`;
  }
}

function keyMend({ key }: MendFacts): string {
  if (key === undefined) return 'Keep another key';
  if (key.isSet) return `Keep another key: hanzo keys set ${key.name}`;
  return `Set ${key.variable}, or keep a key: hanzo keys set ${key.name}`;
}

function either(first: readonly string[], facts: MendFacts): string {
  const { other } = facts;
  return [...first, ...(other === undefined ? [] : [`ask ${withOther(other, facts)}`])].join('; or ');
}

function withOther(other: string, { resumeWith }: MendFacts): string {
  return `another model: ${resumeWith} --again --model ${other}`;
}
