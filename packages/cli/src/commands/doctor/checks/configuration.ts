import { retiredVariables, unknownVariables } from '@hanzo/config';
import { toHanzoError } from '@hanzo/contracts';
import { checkConfiguredAddresses } from '../../../addresses.ts';
import { environment } from '../../../environment.ts';
import { fail, ok, warn, type Check } from '../check.ts';

/** A variable that is not read, and nobody would notice: HANZO_DAILY_LIMITS sets no limit. */
export const checkVariables: Check = () => {
  const findings = [
    ...unknownVariables(environment()).map(({ name, meant }) =>
      warn('variables', `${name} is not read by hanzo`, `Did you mean ${meant}? Rename it, or unset it.`),
    ),
    ...retiredVariables(environment()).map(({ name, instead }) =>
      warn('variables', `${name} is not read any more`, `${instead} Unset it.`),
    ),
  ];
  return findings.length > 0 ? findings : [ok('variables', 'no mistyped HANZO_ variables')];
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
