import { countOf } from '@hanzo/contracts';
import { codeSpan, extensionOf, sentence } from '@hanzo/tools';
import type { PackedFile } from '../words.ts';
import type { Block } from './block.ts';

/** The files, each with what is shown of it. */
export function filesSection(files: readonly PackedFile[], block: Block): readonly string[] {
  if (files.length === 0) return ['No file was given.', ''];
  return files.flatMap((file) => fileLines(file, block));
}

function fileLines(file: PackedFile, block: Block): readonly string[] {
  const { path, pieces, lineCount, because } = file;
  const language = languageName(path);
  const blocks = pieces.flatMap(({ firstLine, text }) => {
    const last = firstLine + text.split('\n').length - 1;
    const lines = lineCount === 0 ? '0 of 0' : `${firstLine}-${last} of ${lineCount}`;
    return block('file', text, { facts: { path, lines }, language });
  });
  return [`### ${codeSpan(path)}`, '', `${shownOf(file)} ${reasonOf(because)}${encodingOf(file)}`, '', ...blocks];
}

function shownOf({ isWhole, lineCount, pieces }: PackedFile): string {
  if (lineCount === 0) return 'The file is empty.';
  if (isWhole) return `The whole file, ${countOf(lineCount, 'line')}.`;
  const parts = pieces.length === 1 ? 'One part' : `${pieces.length} parts`;
  return `${parts} of a file of ${countOf(lineCount, 'line')}; what else it holds is not shown.`;
}

function reasonOf(because: string): string {
  return because === '' ? '' : `Why it is here: ${sentence(because)}.`;
}

function encodingOf({ encoding }: PackedFile): string {
  return encoding === undefined
    ? ''
    : ` It was read as ${sentence(encoding)}, not UTF-8: say in words what to change, without edits.`;
}

/** Of the fence: letters and digits only. */
function languageName(path: string): string {
  return /^[a-z0-9+#]{1,12}$/.exec(extensionOf(path))?.[0] ?? 'text';
}
