/**
 * Where a text stands in another one, overlapping ones too, in order: at most `most`. Knuth, Morris and Pratt (1977): it costs as
 * many steps as both are long, whatever they are, while the built-in search takes minutes on some repetitive texts.
 *
 * @param wanted not empty
 */
export function placesOf(wanted: string, text: string, from: number, to: number, most: number): readonly number[] {
  const first = text.indexOf(wanted.slice(0, 32), from);
  if (wanted === '' || first < 0) return [];
  const borders = bordersOf(wanted);
  const places: number[] = [];
  let held = 0;
  for (let at = first; at < to && places.length < most; at += 1) {
    const code = text.charCodeAt(at);
    while (held > 0 && code !== wanted.charCodeAt(held)) held = borders[held - 1] ?? 0;
    if (code === wanted.charCodeAt(held)) held += 1;
    if (held < wanted.length) continue;
    places.push(at + 1 - held);
    held = borders[held - 1] ?? 0;
  }
  return places;
}

/** For each beginning of a text the length of the longest part that it both begins and ends with. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  let held = 0;
  for (let at = 1; at < text.length; at += 1) {
    while (held > 0 && text.charCodeAt(at) !== text.charCodeAt(held)) held = borders[held - 1] ?? 0;
    if (text.charCodeAt(at) === text.charCodeAt(held)) held += 1;
    borders[at] = held;
  }
  return borders;
}
