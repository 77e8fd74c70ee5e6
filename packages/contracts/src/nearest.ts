/** The known word that a mistyped one most likely means: at most a third of its letters may differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase(), least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/**
 * Levenshtein's distance. What is the same at both ends is not looked at twice, which makes it fast on 50,000 names of files.
 *
 * @param below distances from here on need not be known exactly
 */
function editDistance(a: string, b: string, below: number): number {
  if (Math.abs(a.length - b.length) >= below) return below;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return distanceOf(a.slice(start, a.length - end), b.slice(start, b.length - end), below);
}

function distanceOf(a: string, b: string, below: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    // It only grows from here.
    if (next.every((distance) => distance >= below)) return below;
    row = next;
  }
  return row[b.length] ?? 0;
}
