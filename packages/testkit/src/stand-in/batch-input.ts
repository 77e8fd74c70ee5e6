/** One line of a file of requests. */
export interface BatchInputItem {
  readonly customId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Why a batch fails as a whole, as its `errors` tell. */
export interface BatchProblem {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
  readonly param: string | null;
}

/** Reads a file of requests as the provider validates it. */
export function readBatchInput(
  content: string,
  endpoint: string,
): { readonly items: readonly BatchInputItem[]; readonly problems: readonly BatchProblem[] } {
  const items: BatchInputItem[] = [];
  const problems: BatchProblem[] = [];
  const lines = content.split('\n').filter((line) => line !== '');
  for (const [at, line] of lines.entries()) {
    const read = readLine(line, endpoint, items);
    if (typeof read === 'string')
      problems.push({ code: read, message: WORDS[read] ?? read, line: at + 1, param: null });
    else items.push(read);
  }
  if (lines.length === 0)
    problems.push({ code: 'empty_file', message: WORDS['empty_file'] ?? '', line: null, param: null });
  return { items, problems };
}

const WORDS: Readonly<Record<string, string>> = {
  empty_file: 'The input file is empty.',
  invalid_json_line: 'This line is not parseable as valid JSON.',
  missing_required_parameter: 'Missing required parameter.',
  duplicate_custom_id: 'The custom_id of this line was used before.',
  invalid_url: 'The URL of this line is not that of the batch.',
  mismatched_model: 'All requests of a batch must be for one model.',
  invalid_request: 'Streaming is not supported in the Batch API.',
};

/** The item, or the code of what is wrong with it. */
function readLine(line: string, endpoint: string, before: readonly BatchInputItem[]): BatchInputItem | string {
  const bag = parsed(line);
  if (bag === undefined) return 'invalid_json_line';
  const { custom_id: customId, method, url, body } = bag;
  if (typeof customId !== 'string' || typeof body !== 'object' || body === null) return 'missing_required_parameter';
  if (before.some((item) => item.customId === customId)) return 'duplicate_custom_id';
  if (method !== 'POST' || url !== endpoint) return 'invalid_url';
  const item: BatchInputItem = { customId, body: body as BatchInputItem['body'] };
  const first = before[0] ?? item;
  if (first.body['model'] !== item.body['model']) return 'mismatched_model';
  return item.body['stream'] === undefined ? item : 'invalid_request';
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
