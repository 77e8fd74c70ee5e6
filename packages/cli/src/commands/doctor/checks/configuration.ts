import { unknownVariables } from '@hanzo/config';
import { toHanzoError } from '@hanzo/contracts';
import { checkConfiguredAddresses } from '../../../addresses.ts';
import { fail, ok, warn, type Check } from '../check.ts';

/** A mistyped variable is not read, and nobody would notice: HANZO_DAILY_LIMITS sets no limit. */
export const checkVariables: Check = () => {
  const unknown = unknownVariables(process.env);
  if (unknown.length === 0) return [ok('variables', 'no mistyped HANZO_ variables')];
  return unknown.map(({ name, meant }) =>
    warn('variables', `${name} is not read by hanzo`, `Did you mean ${meant}? Rename it, or unset it.`),
  );
};

/** Addresses of the environment and the configuration file; silent when they are fine. */
export const checkAddresses: Check = async ({ config }) => {
  try {
    await checkConfiguredAddresses(config);
    return [];
  } catch (thrown) {
    const { message, mend = 'Correct it.' } = toHanzoError(thrown);
    return [fail('addresses', message, mend)];
  }
};
