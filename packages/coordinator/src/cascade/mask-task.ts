import { maskKeys, type Task, type TaskSource } from '@hanzo/contracts';

/** A task whose words hold no key of this process: they go to workers, APIs and the journal. */
export function maskTask(task: Task): Task {
  const { title, system, prompt, sources } = task;
  return {
    ...task,
    title: maskKeys(title),
    system: maskKeys(system),
    prompt: maskKeys(prompt),
    sources: sources.map(maskSource),
  };
}

function maskSource(source: TaskSource): TaskSource {
  const { text, declared } = source;
  const masked = declared?.map((one) => ({ ...one, signature: maskKeys(one.signature) }));
  return { ...source, text: maskKeys(text), ...(masked && { declared: masked }) };
}
