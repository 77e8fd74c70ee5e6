/** One line of Prometheus text, read back. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  readonly help: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

const SAMPLE = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/i;
const LABEL = /([a-z_][a-z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gi;

/** A strict reader of the text format: throws at any line that it does not understand. */
export function readPrometheusText(text: string): Exposition {
  const help = new Map<string, string>();
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === 'HELP') help.set(name, rest);
    else if (keyword === 'TYPE') types.set(name, rest);
    else samples.push(readSample(line));
  }
  return { help, types, samples };
}

function readSample(line: string): Sample {
  const [, name, inner = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || Number.isNaN(Number(value))) throw new SyntaxError(`not a sample: ${line}`);
  const labels = [...inner.matchAll(LABEL)];
  if (labels.map(([whole]) => whole).join('') !== inner) throw new SyntaxError(`bad labels: ${line}`);
  return {
    name,
    labels: Object.fromEntries(labels.map(([, key = '', text = '']) => [key, text])),
    value: Number(value),
  };
}

/** The value of the only sample with this name and these labels (it may have more). */
export function valueOf({ samples }: Exposition, name: string, labels: Readonly<Record<string, string>> = {}): number {
  const found = samples.filter(
    (each) => each.name === name && Object.entries(labels).every(([key, text]) => each.labels[key] === text),
  );
  if (found.length !== 1) throw new RangeError(`${found.length} samples of ${name} ${JSON.stringify(labels)}`);
  return found[0]?.value ?? Number.NaN;
}
