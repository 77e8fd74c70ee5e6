import type { ApiRequest, Capabilities } from '@hanzo/contracts';

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** What would be answered wrongly, or not at all, in a sentence; undefined when the request may be sent. */
export function requestProblem(request: ApiRequest, takes: Capabilities, host: string): string | undefined {
  return (
    beginningProblem(request, host) ??
    imageProblem(request, takes) ??
    toolProblem(request, takes) ??
    cacheKeyProblem(request)
  );
}

/** These interfaces answer what stands last; none of them goes on from it. */
function beginningProblem({ resume = '' }: ApiRequest, host: string): string | undefined {
  return resume === '' ? undefined : `${host} cannot go on from the beginning of an answer.`;
}

function imageProblem({ images = [], model }: ApiRequest, takes: Capabilities): string | undefined {
  return images.length > 0 && !takes.images ? `Model ${model} takes no pictures.` : undefined;
}

/** Whether tools are offered, or were used in an earlier turn. */
export function talksOfTools({ tools = [], history = [] }: ApiRequest): boolean {
  const used = history.some((turn) => turn.role === 'tool' || (turn.role === 'assistant' && turn.toolCalls.length > 0));
  return tools.length > 0 || used;
}

function toolProblem(request: ApiRequest, takes: Capabilities): string | undefined {
  const { model, tools = [], toolChoice = 'auto' } = request;
  if (talksOfTools(request) && !takes.tools) return `Model ${model} takes no tools.`;
  const names = tools.map((tool) => tool.name);
  const wrong = names.find((name) => !TOOL_NAME.test(name));
  if (wrong !== undefined) return `"${wrong}" is no name for a tool: 1 to 64 of a-z, A-Z, 0-9, "_" and "-".`;
  if (new Set(names).size < names.length) return 'Two tools have the same name.';
  if (typeof toolChoice === 'object' && !names.includes(toolChoice.name)) {
    return `The tool "${toolChoice.name}" must be called, but is not among the tools.`;
  }
  return toolChoice === 'required' && names.length === 0 ? 'A tool must be called, but there are none.' : undefined;
}

function cacheKeyProblem({ cacheKey }: ApiRequest): string | undefined {
  const fits = cacheKey === undefined || (cacheKey.length >= 1 && cacheKey.length <= 64);
  return fits ? undefined : 'A prompt-cache key has 1 to 64 characters.';
}
