import type { Tool } from '@hanzo/contracts';
import { type Turn, type TurnKind, Turns } from './turns.ts';

/** When calls may go on. Tools that only look go beside each other; one that may change something goes alone. */
export class CallTurns {
  readonly #tasks = new Map<string, Turns>();
  readonly #servers = new Map<string, Turns>();
  readonly #writes = new Turns();

  /** Calls of a task come in the order in which the model wrote them, also while somebody is asked about one. */
  ofTask(taskId: string, tool: Tool): Turn {
    return turnsOf(this.#tasks, taskId).take(kindOf(tool));
  }

  /** Two tasks never write at once, nor change something on one server; who is merely asked keeps nobody waiting. */
  ofUse(tool: Tool): Turn {
    const kind = kindOf(tool);
    const turns = [turnsOf(this.#servers, tool.origin).take(kind)];
    // What happens elsewhere is nothing to our files.
    if (tool.effect !== 'network') turns.push(this.#writes.take(kind));
    return {
      begun: Promise.all(turns.map(({ begun }) => begun)).then(() => undefined),
      [Symbol.dispose]: () => {
        for (const turn of turns) turn[Symbol.dispose]();
      },
    };
  }
}

function kindOf({ effect }: Tool): TurnKind {
  return effect === 'read' ? 'shared' : 'alone';
}

function turnsOf(all: Map<string, Turns>, key: string): Turns {
  const turns = all.get(key) ?? new Turns();
  all.set(key, turns);
  return turns;
}
