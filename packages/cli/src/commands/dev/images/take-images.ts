import { countOf, type PromptImage } from '@hanzo/contracts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { formatBytes } from '../../../terminal/units.ts';
import { readImages, type ImageOfFile } from './read-images.ts';
import { refuseBlind, type SightParts } from './refuse-blind.ts';

/**
 * The pictures of a run, once it is sure that somebody may look at them; says what goes out, and what of it nobody has checked.
 * Empty without --image.
 *
 * @throws HanzoError USAGE
 */
export async function takeImages(parts: SightParts, terminal: Terminal): Promise<readonly PromptImage[]> {
  const { image: files = [] } = parts.flags;
  if (files.length === 0) return [];
  const blindTiers = refuseBlind(parts);
  const read = await readImages(files);
  for (const line of imageLines(read)) terminal.err(line);
  const { style } = terminal;
  if (blindTiers.length > 0)
    terminal.err(
      `${style.yellow('warning:')} no model with vision may do ${blindTiers.join(', ')} tasks: those with pictures stay undone`,
    );
  const { choice } = parts;
  if (choice.kind === 'api' && !choice.card.takes.images)
    terminal.err(`${style.yellow('warning:')} ${choice.card.name} plans by your words alone: it takes no pictures`);
  return read.map(({ image }) => image);
}

function imageLines(read: readonly ImageOfFile[]): readonly string[] {
  const each = read.map(({ image: { name, width, height, bytes } }) =>
    oneLine(`${name} ${width}x${height} ${formatBytes(bytes)}`),
  );
  const left = read.flatMap(({ image: { name }, removed }) =>
    removed.length === 0 ? [] : [`left out of ${oneLine(name)}, which is sent without it: ${removed.join(', ')}`],
  );
  const total = countOf(read.length, 'picture');
  return [
    `${total}: ${each.join('; ')}`,
    ...left,
    'pictures go to models with vision as they are: nobody can search them for keys, names or addresses; look at them first',
  ];
}
