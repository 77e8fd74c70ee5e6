import { HanzoError } from '@hanzo/contracts';
import { FEATURE_BITS, FEATURES_VERSION } from './features.ts';
import { checksumOf } from './profile-checksum.ts';
import type { RouterProfile } from './profile.ts';
import { restore } from './quantised-weights.ts';

type Check = (value: unknown) => boolean;
type Shape = { readonly [name: string]: Check };

const AGAIN = 'Train it again with this version of hanzo.';

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const numberOrNone: Check = (value) => value === null || number(value);
const whole: Check = (value) => Number.isSafeInteger(value);
const hex: Check = (value) => typeof value === 'string' && /^[0-9a-f]*$/.test(value);
const positive: Check = (value) => number(value) && Number(value) > 0;

const PROFILE: Shape = {
  format: text,
  version: whole,
  features: whole,
  bits: whole,
  weakModel: text,
  strongModel: text,
  provenance: object({ data: text, sha256: hex, licence: text, rows: whole, folds: whole, seed: whole, date: text }),
  apgr: object({ value: numberOrNone, low: numberOrNone, high: numberOrNone }),
  abstains: flag,
  threshold: number,
  meanGain: number,
  calibration: object({ slope: number, meanScore: number }),
  weights: object({ scale: positive, steps: text }),
  sha256: hex,
};

/**
 * Checks a profile that was read from somewhere.
 *
 * @param json what the file holds, parsed
 * @param name of the file, for people
 * @throws HanzoError CONFIG_INVALID: no profile, damaged, or of other features
 * @throws HanzoError CHECKSUM_MISMATCH: not as it was written
 */
export function parseProfile(json: unknown, name: string): RouterProfile {
  if (!isObject(json) || json['format'] !== 'hanzo-router-profile') {
    throw refused(name, 'is no router profile', 'Name a file that was written from a trained profile.');
  }
  if (json['version'] !== 1 || json['features'] !== FEATURES_VERSION || json['bits'] !== FEATURE_BITS) {
    throw refused(name, 'was written for another version', AGAIN);
  }
  const wrong = wrongField(PROFILE, json);
  if (wrong !== undefined) throw refused(name, `is no whole router profile: ${wrong} is missing or wrong`, AGAIN);
  const profile = json as unknown as RouterProfile;
  if (checksumOf(profile) !== profile.sha256) {
    throw new HanzoError('CHECKSUM_MISMATCH', `${name} is not as it was written.`, { mend: AGAIN });
  }
  if (restore(profile.weights, 2 ** FEATURE_BITS) === undefined) {
    throw refused(name, 'is no whole router profile: its weights are cut or changed', AGAIN);
  }
  return profile;
}

function refused(name: string, what: string, mend: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${name} ${what}.`, { details: { file: name }, mend });
}

function wrongField(shape: Shape, value: Readonly<Record<string, unknown>>): string | undefined {
  return (
    Object.keys(shape).find((field) => !Object.hasOwn(value, field) || shape[field]?.(value[field]) !== true) ??
    Object.keys(value).find((field) => !Object.hasOwn(shape, field))
  );
}

function object(shape: Shape): Check {
  return (value) => isObject(value) && wrongField(shape, value) === undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
