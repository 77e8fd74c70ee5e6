import { HanzoError } from '@hanzo/contracts';

/** `${NAME}`, `${NAME:-default}`, and as others write it: `${env:NAME}`, `${workspaceFolder}`. */
const PLACE = /\$\{([^{}]*)\}/g;
const NAME = /^(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

export interface Variables {
  /** The value of a variable; undefined: there is none. */
  get(name: string): string | undefined;
  /** What `${workspaceFolder}` stands for. */
  readonly workspace: string | undefined;
  /** What `${userHome}` stands for. */
  readonly userHome: string;
}

/**
 * Puts the values of variables where a text names them. What is put in is not looked at again.
 *
 * @param where for errors: `mcpServers.web.headers.Authorization`
 * @throws HanzoError CONFIG_INVALID for a variable that is not set and has no default, and for what is none
 */
export function expand(text: string, where: string, variables: Variables): string {
  return text.replaceAll(PLACE, (place, inner: string) => {
    if (inner === 'workspaceFolder' && variables.workspace !== undefined) return variables.workspace;
    if (inner === 'userHome') return variables.userHome;
    const [, name, byDefault] = NAME.exec(inner) ?? [];
    if (name === undefined)
      throw new HanzoError('CONFIG_INVALID', `${where}: ${JSON.stringify(place)} is no variable.`, {
        mend: 'Write ${NAME} or ${NAME:-default}; hanzo takes the values from the environment and asks for none.',
      });
    const value = variables.get(name);
    // As shells do: an empty one counts as unset where there is a default.
    if (value !== undefined && (value !== '' || byDefault === undefined)) return value;
    if (byDefault !== undefined) return byDefault;
    throw new HanzoError('CONFIG_INVALID', `${where}: the variable ${name} is not set.`, {
      details: { variable: name },
      mend: `Set ${name}, or give a default: \${${name}:-value}`,
    });
  });
}

/** The names of the variables that a text takes from the environment. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].flatMap(([, inner = '']) => {
    if (inner === 'workspaceFolder' || inner === 'userHome') return [];
    return NAME.exec(inner)?.[1] ?? [];
  });
}
