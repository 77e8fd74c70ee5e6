import { homedir } from 'node:os';
import { HanzoError, isKeyVariable } from '@hanzo/contracts';
import { hideValue } from './secret-values.ts';
import type { Variables } from './expand.ts';
import type { McpScope } from './mcp-file.ts';

export interface VariableSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly scope: McpScope;
  readonly workspace: string | undefined;
  /** Variables that hold keys of the user's configuration. */
  readonly ownKeys: readonly string[];
}

/** Ours, and of those whose models we use. */
const OWN: RegExp = /^(?:HANZO|OPENAI|ANTHROPIC|GPT5)_|^(?:HF_TOKEN|HUGGING_FACE_HUB_TOKEN)$/i;

/** True for a variable that no server of a project is told, whatever it holds. */
export function isOwnVariable(name: string): boolean {
  return OWN.test(name);
}

/** What a file's servers may be told of the environment: a project's none of the keys that hanzo pays with. */
export function variablesFor({ env, scope, workspace, ownKeys }: VariableSource): Variables {
  const isOwn = (name: string): boolean => isOwnVariable(name) || ownKeys.includes(name);
  const isKey = (name: string): boolean => ownKeys.includes(name) || (isOwnVariable(name) && isKeyVariable(name));
  const keys = Object.entries(env).flatMap(([name, value = '']) =>
    isKey(name) && value.length >= SHORTEST_KEY ? value : [],
  );
  return {
    workspace,
    userHome: homedir(),
    get: (name) => {
      const value = env[name];
      // Under another name it is the same key.
      const isOurs = isOwn(name) || keys.some((key) => value?.includes(key));
      if (scope === 'project' && isOurs) throw keyOfHanzo(name);
      if (value !== undefined) hideValue(name, value);
      return value;
    },
  };
}

/** Shorter ones are settings, which others may share. */
const SHORTEST_KEY = 16;

export function keyOfHanzo(name: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${name} is a key of hanzo, which a project's server does not get.`, {
    details: { variable: name },
    mend: `Give it a key of its own in another variable, or move the server to your own file: hanzo mcp add`,
  });
}
