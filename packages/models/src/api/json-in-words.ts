import type { GenerateRequest } from '@hanzo/contracts';

/** The same request for a model that nothing can bind to a schema: the schema stands in the prompt, the gate judges. */
export function askInWords<Request extends GenerateRequest>(request: Request): Request {
  if (request.output.kind === 'text') return request;
  const asked = [
    request.system,
    'Answer with one JSON value and nothing else. It must follow this JSON Schema:',
    JSON.stringify(request.output.schema),
  ];
  return { ...request, system: asked.filter((part) => part !== '').join('\n\n'), output: { kind: 'text' } };
}
