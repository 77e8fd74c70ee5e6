import { LOCKFILES } from './lockfiles.ts';

/** Folders that never hold a project's own source. */
const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '.hg', '.svn', 'dist', '.hanzo']);

const BINARY_EXTENSIONS = new Set([
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'avif',
  'ico',
  'bmp',
  'tif',
  'tiff',
  'pdf',
  'zip',
  'gz',
  'tgz',
  'bz2',
  'xz',
  'zst',
  '7z',
  'rar',
  'tar',
  'jar',
  'war',
  'class',
  'so',
  'dylib',
  'dll',
  'exe',
  'o',
  'a',
  'lib',
  'wasm',
  'pyc',
  'woff',
  'woff2',
  'ttf',
  'otf',
  'eot',
  'mp3',
  'mp4',
  'm4a',
  'mov',
  'avi',
  'webm',
  'ogg',
  'wav',
  'flac',
  'sqlite',
  'sqlite3',
  'db',
  'gguf',
  'safetensors',
  'onnx',
  'bin',
  'parquet',
  'psd',
]);

const SECRET_NAMES =
  /^(\.env(\.(?!example$|sample$|template$).*)?|.*\.(pem|key|p12|pfx|keystore|jks)|id_(rsa|dsa|ecdsa|ed25519)|\.npmrc|\.netrc|\.pypirc)$/;

/** True for folders that are skipped without a word, like node_modules. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

/** Why a file is skipped by its name alone, or undefined. */
export function skipReasonByName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (LOCKFILES.has(lower)) return 'lockfile';
  if (SECRET_NAMES.test(lower)) return 'may hold secrets';
  if (/\.min\.(js|css)$|\.map$/.test(lower)) return 'generated';
  if (BINARY_EXTENSIONS.has(lower.slice(lower.lastIndexOf('.') + 1)) && lower.includes('.')) return 'binary';
  return undefined;
}
