import { KEY_MASK, redact } from '@hanzo/contracts';
import { SECRET_MASK, SecretLines } from '../../guards/secret-lines.ts';
import { unseenForms } from '../../toolbox/telling/visible-text.ts';
import { linesOf } from '../numbered-lines.ts';
import { ToolFault } from '../tool-fault.ts';

/**
 * Models are shown `[key]` for a secret, `[secret]` for a line that looks like one, and `\u{200d}` for a character that nobody sees. Written back, that would take the place of
 * what really stands in the file.
 *
 * @throws ToolFault when a text has more of these than the file itself, which has something that is shown so
 */
export function refuseMasked(path: string, before: string, text: string): void {
  const isMore = (mask: string): boolean => countOf(text, mask) > countOf(before, mask);
  const hidden = [
    ...(redact(before) === before ? [] : [KEY_MASK]),
    ...(isMore(SECRET_MASK) && hasSecretLines(path, before) ? [SECRET_MASK] : []),
    ...unseenForms(before),
  ].find(isMore);
  if (hidden === undefined) return;
  throw new ToolFault(
    `"${hidden}" stands for something in ${path} that you are not shown, and would take its place. Change other lines with edit_file.`,
  );
}

function hasSecretLines(path: string, text: string): boolean {
  const lines = linesOf(text);
  const secrets = new SecretLines(lines, path);
  return lines.some((_, index) => secrets.has(index));
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
