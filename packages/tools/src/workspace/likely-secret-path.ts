import { isSecretName, withoutCopyMarks } from './skip-rules.ts';

/** What programs keep the keys of one person in: a name alone says nothing. */
const OF_PROGRAMS =
  /(?:^|\/)(?:\.docker\/config\.json|\.m2\/settings(?:-security)?\.xml|\.gem\/credentials|\.config\/(?:gh\/hosts\.yml|gcloud\/.*)|\.azure\/.*|\.codex\/auth\.json)$|^auth\.json$/;
const NAMES =
  /^(?:(?:.*[._-])?secrets(?:[._-](?!(?:example|sample|template|dist|schema)\.)[\w-]+)?\.(?:json5?|ya?ml|toml|ini|properties|env)|env\.(?:prod(?:uction)?|staging|local|dev(?:elopment)?)|\.\w*_?history|local\.settings\.json|(?:access[_-]?|refresh[_-]?|oauth[_-]?)?token\.(?:json|txt|pickle)|passwords?\.(?:csv|txt|xlsx?)|.*firebase-adminsdk.*\.json|.*\.ovpn)$/;

/**
 * True for files that most likely keep secrets: they are read by nobody who was not given them by hand. A copy of the project in which
 * its own programs run has them all the same.
 *
 * @param path from the workspace, with forward slashes
 */
export function isLikelySecretPath(path: string): boolean {
  const lower = path.toLowerCase();
  const folder = lower.slice(0, lower.lastIndexOf('/') + 1);
  return withoutCopyMarks(lower.slice(folder.length)).some((name) => {
    const bare = name.replace(/\.txt$/, '');
    return NAMES.test(name) || OF_PROGRAMS.test(folder + name) || (bare !== name && isSecretName(bare));
  });
}
