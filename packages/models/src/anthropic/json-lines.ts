/** The values of a JSONL body. Split at line feeds only: JSON may hold other line separators as they are. */
export async function* jsonLines(response: Response): AsyncGenerator<unknown> {
  let rest = '';
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
  if (rest.trim() !== '') yield JSON.parse(rest);
}
