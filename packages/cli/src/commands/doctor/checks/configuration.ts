import { retiredVariables, unknownVariables } from '@hanzo/config';
import { toHanzoError } from '@hanzo/contracts';
import { checkConfiguredAddresses } from '../../../mesh/addresses.ts';
import { environment } from '../../../process/environment.ts';
import { fail, ok, warn, type Check } from '../check.ts';

/** A variable that is not read, and nobody would notice: HANZO_DAILY_LIMITS sets no limit. */
export const checkVariables: Check = () => {
  const findings = [
    ...unknownVariables(environment()).map(({ name, meant }) =>
      warn('variables', `${name} is not read by hanzo`, `Did you mean ${meant}? Rename it, or unset it.`),
    ),
    ...headerVariables(environment()).map((name) =>
      warn('variables', `${name} is not used by hanzo: its headers would go to every host`, 'Unset it here.'),
    ),
    ...unusedProxies(environment()).map((name) =>
      warn(
        'variables',
        `${name} is set, and not used for calls to APIs and downloads`,
        'Set NODE_USE_ENV_PROXY=1 as well, which Node needs for it; or unset it.',
      ),
    ),
    ...retiredVariables(environment()).map(({ name, instead }) =>
      warn('variables', `${name} is not read any more`, `${instead} Unset it.`),
    ),
  ];
  return findings.length > 0 ? findings : [ok('variables', 'no mistyped HANZO_ variables')];
};

type Variables = Readonly<Record<string, string | undefined>>;

/** Those that the clients of OpenAI and Anthropic would read by themselves. */
function headerVariables(env: Variables): readonly string[] {
  return Object.keys(env).filter((name) => /^(?:OPENAI|ANTHROPIC)_CUSTOM_HEADERS$/i.test(name));
}

/** Node uses them only when it is told to. */
function unusedProxies(env: Variables): readonly string[] {
  const { NODE_USE_ENV_PROXY: told, NODE_OPTIONS: options = '' } = env;
  if (told === '1' || options.includes('--use-env-proxy')) return [];
  return Object.keys(env).filter((name) => /^(?:https?|all)_proxy$/i.test(name) && env[name] !== '');
}

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
