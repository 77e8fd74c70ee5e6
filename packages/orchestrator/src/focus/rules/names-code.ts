import { namesCodeOf } from '../../gates/identifiers.ts';
import type { Rule } from '../evidence-rule.ts';

/** Characters of a rationale below which nothing can have been explained. */
const LEAST_RATIONALE = 20;
/** One of these says as much as two letters, or more. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** From medium on a finding says how the code leads to the harm. */
export const saysWhy: Rule = ({ severity, rationale, message }) => {
  if (severity === 'info' || severity === 'low') return undefined;
  const said = rationale.trim();
  if (said.length + (said.match(DENSE)?.length ?? 0) < LEAST_RATIONALE)
    return 'it does not say how the quoted code leads to the harm';
  return said === message.trim() ? 'its rationale only repeats what is wrong' : undefined;
};

/** From medium on it names something of this very file: words that fit any code are no explanation. */
export const namesCode: Rule = (finding, facts) => {
  const { severity, path, quote, message, rationale } = finding;
  if (severity === 'info' || severity === 'low') return undefined;
  const isNamed = namesCodeOf(`${message}\n${rationale}`, { code: facts.textOf(path) ?? '', quote });
  return isNamed ? undefined : 'it names no variable or function of this file';
};

/** What would wake somebody at night needs somebody who is sure. */
export const seriousIsSure: Rule = ({ severity, confidence }) =>
  confidence === 'low' && (severity === 'high' || severity === 'critical')
    ? `it is called ${severity}, and whoever found it is not sure`
    : undefined;
