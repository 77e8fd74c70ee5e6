import { maskKeys, type Task } from '@hanzo/contracts';

/** A task whose words hold no key of this process: they go to workers, APIs and the journal. */
export function maskTask(task: Task): Task {
  const { title, system, prompt, sources } = task;
  return {
    ...task,
    title: maskKeys(title),
    system: maskKeys(system),
    prompt: maskKeys(prompt),
    sources: sources.map((source) => ({ ...source, text: maskKeys(source.text) })),
  };
}
