import { basename } from 'node:path/posix';
import type { FileChange } from '../edits/edit.ts';
import { changedLines, linesOf, type NumberedLine } from './changed-lines.ts';
import type { Guard, GuardContext, GuardFault, ProjectLicence } from './guard.ts';

const LICENCE_FILE =
  /^(?:un)?licen[cs]e(?:[.-].*)?$|^(?:notice|copying|copyright|patents|authors|third[_-]?party.*)(?:\.(?:md|txt|rst))?$/i;
/** A line with which somebody says that it is theirs, or on what terms it may be used. */
const NOTICE = /copyright\s*(?:\(c\)|©|\d{4})|©\s*\d{4}|\(c\)\s*\d{4}\s+\w|\ball rights reserved\b/i;
const SPDX = /SPDX-License-Identifier:\s*([\w.+() -]+?)\s*(?:\*\/|-->|$)/i;
/** Beginnings of licence texts, and what they are. */
const TERMS: readonly (readonly [pattern: RegExp, spdx: RegExp, name: string])[] = [
  [/GNU (?:AFFERO )?(?:LESSER )?GENERAL PUBLIC LICENSE/i, /GPL/i, 'the GNU General Public License'],
  [/Mozilla Public License/i, /MPL/i, 'the Mozilla Public License'],
  [/Licensed under the Apache License/i, /Apache/i, 'the Apache License'],
  [/Creative Commons Attribution/i, /CC-BY/i, 'a Creative Commons licence'],
  [/Server Side Public License/i, /SSPL/i, 'the Server Side Public License'],
];

/** Licence files that are touched, notices that go or change, and foreign ones that come. */
export const guardLicences: Guard = (changes, context) =>
  changes.flatMap((change) => {
    const { path } = change;
    if (isLicenceFile(path))
      return [{ guard: 'licences', path, line: 1, reason: 'It holds a licence or notices: only people change it.' }];
    return [...lostNotices(change), ...foreignNotices(change, context)];
  });

export function isLicenceFile(path: string): boolean {
  return LICENCE_FILE.test(basename(path));
}

function lostNotices(change: FileChange): readonly GuardFault[] {
  const now = new Set(linesOf(change.after).map(plain));
  const lost = changedLines(change).removed.find(({ text }) => saysWhose(text) && !now.has(plain(text)));
  if (lost === undefined) return [];
  const reason = 'The notice of copyright or licence that stood there is removed or changed.';
  return [{ guard: 'licences', path: change.path, line: lost.line, reason }];
}

function foreignNotices(change: FileChange, { licence }: GuardContext): readonly GuardFault[] {
  const { path, before = '' } = change;
  const old = new Set(linesOf(before).map(plain));
  for (const added of changedLines(change).added) {
    if (old.has(plain(added.text))) continue;
    const reason = foreignFault(added, licence);
    if (reason !== undefined) return [{ guard: 'licences', path, line: added.line, reason }];
  }
  return [];
}

function foreignFault({ text }: NumberedLine, { spdx, notices }: ProjectLicence): string | undefined {
  const said = SPDX.exec(text)?.[1]?.trim();
  if (said !== undefined && said.toLowerCase() !== spdx?.toLowerCase())
    return spdx === undefined
      ? 'The added line names a licence, and the project names none.'
      : `The added line names another licence than the project's, which is ${spdx}.`;
  if (NOTICE.test(text) && !notices.some((notice) => holderOf(notice) === holderOf(text)))
    return 'The added line says that somebody holds the copyright whom the licence of the project does not name.';
  const terms = TERMS.find(([pattern]) => pattern.test(text));
  if (terms !== undefined && (spdx === undefined || !terms[1].test(spdx)))
    return `The added line speaks of ${terms[2]}, which is not the project's.`;
  return undefined;
}

/** A line of a notice, whoever it names. */
export function saysWhose(line: string): boolean {
  return NOTICE.test(line) || SPDX.test(line) || TERMS.some(([pattern]) => pattern.test(line));
}

/** Without marks of comments and white space. */
function plain(line: string): string {
  return line.replace(/^[\s/*#;<!-]+|[\s/*#;>-]+$/g, '').replace(/\s+/g, ' ');
}

/** Who it is: years may change. */
function holderOf(notice: string): string {
  return plain(notice)
    .replace(/copyright|\(c\)|©|all rights reserved|\d{4}(?:\s*[-–,]\s*(?:\d{4}|present))*|by\b/gi, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
