/** Of Okapi BM25, as usual. */
const K1 = 1.2;
const B = 0.75;
const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;

function wordsIn(text: string): readonly string[] {
  return (text.match(WORD) ?? []).map((word) => word.toLowerCase());
}

/** Plain BM25 over whole files, their paths included: paths, the best first. */
export function bm25Ranking(texts: ReadonlyMap<string, string>, query: string): readonly string[] {
  const wanted = new Set(wordsIn(query));
  const files = [...texts].map(([path, text]) => {
    const words = [...wordsIn(path), ...wordsIn(text)];
    const counts = new Map<string, number>();
    for (const word of words) if (wanted.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return { path, counts, length: words.length };
  });
  const mean = files.reduce((sum, { length }) => sum + length, 0) / Math.max(1, files.length);
  const holders = new Map<string, number>();
  for (const { counts } of files) for (const word of counts.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const score = ({ counts, length }: (typeof files)[number]): number =>
    [...counts].reduce((sum, [word, count]) => {
      const n = holders.get(word) ?? 0;
      const idf = Math.log(1 + (files.length - n + 0.5) / (n + 0.5));
      return sum + (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean));
    }, 0);
  const scores = new Map(files.map((file) => [file.path, score(file)]));
  return [...scores.keys()].toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}
