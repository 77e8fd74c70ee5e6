import { LOCKFILES } from './lockfiles.ts';

/** Folders that never hold a project's own source; the last ones hold keys. */
const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  'dist',
  '.hanzo',
  '.aws',
  '.ssh',
  '.gnupg',
  '.kube',
]);

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
  /^(\.env([.-](?!(example|sample|template|dist)$).*)?|.*\.env|.*\.(pem|key|p12|pfx|ppk|keystore|jks|kdbx)|id_(rsa|dsa|(ecdsa|ed25519)(_sk)?)|\.npmrc|[._]netrc|\.pypirc|\.envrc|\.git-credentials|\.htpasswd)$/;

/** What tools keep keys of accounts in, by their own names for it. */
const ACCOUNT_FILES =
  /^((.*[._-])?credentials\.(json|ya?ml|toml|ini|csv|properties|xml)|(client_secret|service[-_]?account).*\.json|\.pgpass|\.my\.cnf|(.*\.)?kubeconfig|\.docker(cfg|configjson)|.*\.tf(state|vars)(\.json)?|\.vault-token|\.s3cfg|\.boto|\.mylogin\.cnf|wp-config\.php)$/;
/** What editors and people put around the name of a file when they keep another one of it. */
const KEPT_COPY = /^#|(?:~|#|\.(?:bak|backup|copy|old|orig|save|sw[a-p]|tmp)|[.-]\d{1,8})$/;

/** True for folders that are skipped without a word, like node_modules. */
export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

/** True for files that are there to keep secrets, by name. */
export function isSecretName(name: string): boolean {
  return withoutCopyMarks(name.toLowerCase()).some(isSecret);
}

/** A name in lower case, and those of the files that it may be another one of. */
export function withoutCopyMarks(lower: string): readonly string[] {
  const names = [lower];
  for (let name = lower; KEPT_COPY.test(name);) {
    // Of `.env` it is `..env.swp`.
    if (/\.sw[a-p]$/.test(name)) names.push(name.replace(/^\.|\.sw[a-p]$/g, ''));
    name = name.replace(KEPT_COPY, '');
    names.push(name);
  }
  return names;
}

function isSecret(lower: string): boolean {
  return SECRET_NAMES.test(lower) || ACCOUNT_FILES.test(lower);
}

/** Why a file is skipped by its name alone, or undefined. */
export function skipReasonByName(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (LOCKFILES.has(lower)) return 'lockfile';
  // A folder of that name is a usual one.
  if (isSecretName(lower) || lower === 'credentials') return 'may hold secrets';
  if (/\.min\.(js|css)$|\.map$/.test(lower)) return 'generated';
  if (BINARY_EXTENSIONS.has(lower.slice(lower.lastIndexOf('.') + 1)) && lower.includes('.')) return 'binary';
  return undefined;
}
