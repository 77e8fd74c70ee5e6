import type { Who } from './attempt.ts';
import type { Task } from './task.ts';

const LOCAL = 'local:';

/** The models of workers, or of this machine, that may do a task, by the names that they have there; undefined: any. */
export function localModelsFor({ models }: Pick<Task, 'models'>): ReadonlySet<string> | undefined {
  if (models === undefined) return undefined;
  return new Set(models.filter((name) => name.startsWith(LOCAL)).map((name) => name.slice(LOCAL.length)));
}

/** The API models that may do a task, the one that is wanted first first; undefined: whichever the policy says. */
export function apiModelsFor({ models }: Pick<Task, 'models'>): readonly string[] | undefined {
  return models?.filter((name) => !name.startsWith(LOCAL));
}

/** `only gpt-5, local:llama3.2 may do it`; undefined where anybody may. */
export function onlyModelsInWords({ models }: Pick<Task, 'models'>): string | undefined {
  return models === undefined ? undefined : `only ${models.join(', ')} may do it`;
}

/** The models behind an answer, by all names that are known of each; none for tools, and where nobody knows any more. */
export function modelsBehind(who: Who): readonly string[] {
  switch (who.kind) {
    case 'local':
    case 'worker':
      return [who.model];
    case 'api': {
      // What stands in for another has answered, and not the other.
      const names = [who.askedModel ?? who.requestedModel, who.servedModel];
      return [...new Set(names)].filter((name) => name !== '');
    }
    case 'cache':
      return who.models ?? [];
    case 'tool':
      return [];
  }
}

/** `gpt-5`, `local:gpt-5` and `gpt-5-2025-08-07` are one model, `gpt-5-mini` is another. */
export function isSameModel(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) =>
    name
      .toLowerCase()
      .replace(/^local:/, '')
      .replace(/-(\d{8}|\d{4}(-\d{2}){0,2})$/, ''),
  );
  return one !== '' && one === other;
}
