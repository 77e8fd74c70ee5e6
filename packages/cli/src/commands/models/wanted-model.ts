import { findModel, HanzoError, type LocalModelCard } from '@hanzo/contracts';
import type { PulledModel } from '@hanzo/models/llama';
import { howToGetIt } from '../../embedded-package.ts';
import { isPackaged, localModelNames, publishedHash, resolveLocalModel } from '../../installed-models.ts';
import type { Setting } from '../../setting.ts';

/** What a person wants to have, and where it can come from. */
export interface WantedModel {
  /** What people call it. */
  readonly name: string;
  readonly fileName: string;
  /** Hex. */
  readonly sha256?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly card?: LocalModelCard | undefined;
  readonly source:
    | { readonly kind: 'addresses'; readonly uris: readonly string[] }
    | { readonly kind: 'file'; readonly path: string }
    /** It comes with hanzo, and its file is good. */
    | { readonly kind: 'here'; readonly pulled: PulledModel };
}

export interface WantedFlags {
  readonly sha256?: string | undefined;
  /** What to call it. */
  readonly name?: string | undefined;
  /** Where it may come from. */
  readonly from?: 'auto' | 'mesh' | 'internet';
}

/** @throws HanzoError USAGE or MODEL_UNKNOWN; MODEL_INVALID when the one that comes with hanzo is damaged */
export function wantedModel(text: string, flags: WantedFlags, setting: Setting): WantedModel {
  const sha256 = checkSha256(flags.sha256);
  if (/^(hf:|https?:\/\/)/.test(text)) {
    const named = fileNameOf(text);
    const fileName = flags.name === undefined ? named : nameToFile(flags.name);
    const card = cardOfUri(text, setting);
    const name = fileName.replace(/\.gguf$/i, '');
    return { name, fileName, sha256: sha256 ?? card?.sha256, source: { kind: 'addresses', uris: [text] } };
  }
  const card = findModel(setting.catalogue, text);
  if (card?.kind === 'local') return fromCard(card, sha256, flags, setting);
  if (/\.gguf$/i.test(text) || /^[./~]/.test(text)) {
    const base = text.split(/[/\\]/).at(-1) ?? text;
    const fileName = nameToFile(flags.name ?? base);
    return { name: fileName.replace(/\.gguf$/i, ''), fileName, sha256, source: { kind: 'file', path: text } };
  }
  if (card?.kind === 'api') {
    throw new HanzoError('USAGE', `${card.name} is an API model: there is nothing to download.`, {
      mend: 'Use it with --orchestrator; `hanzo models` lists local ones.',
    });
  }
  throw new HanzoError('MODEL_UNKNOWN', `There is no model "${text}" in the catalogue.`, {
    details: { name: text },
    mend: `Known local models: ${localModelNames(setting).join(', ')}. Or give hf:owner/repo/file.gguf, or the path of a file.`,
  });
}

function fromCard(
  card: LocalModelCard,
  sha256: string | undefined,
  { name, from }: WantedFlags,
  setting: Setting,
): WantedModel {
  if (name !== undefined)
    throw new HanzoError('USAGE', `${card.name} has its name from the catalogue: --name is for addresses and paths.`);
  const { embedded } = setting;
  if (from !== 'mesh' && embedded?.name === card.name) {
    const { path, sizeBytes } = resolveLocalModel(card.name, setting);
    const here = publishedHash(setting) ?? embedded.sha256;
    if (sha256 !== undefined && sha256 !== here) throw anotherHash(card, here);
    const pulled = { path, sizeBytes, sha256: here, alreadyThere: true };
    return { name: card.name, fileName: card.fileName, card, source: { kind: 'here', pulled } };
  }
  const uris = [card.uri, ...(card.mirrors ?? [])].filter((uri) => /^(hf:|https?:)/.test(uri));
  if (uris.length === 0 && from !== 'mesh') throw notToDownload(card);
  return {
    name: card.name,
    fileName: card.fileName,
    sha256: sha256 ?? card.sha256,
    // Sizes of files without a hash are not exact enough to refuse one by.
    sizeBytes: card.sha256 === undefined ? undefined : card.sizeBytes,
    card,
    source: { kind: 'addresses', uris },
  };
}

function anotherHash({ name }: LocalModelCard, sha256: string): HanzoError {
  return new HanzoError('USAGE', `${name} comes with hanzo, and its file has another SHA-256: ${sha256}.`, {
    details: { name, sha256 },
    mend: 'Leave --sha256 out, or name where the other file is: its address, or its path.',
  });
}

function notToDownload(card: LocalModelCard): HanzoError {
  if (isPackaged(card))
    return new HanzoError('USAGE', `${card.name} is not downloaded: it comes as a package.`, {
      mend: `Get that: ${howToGetIt()}`,
    });
  return new HanzoError('USAGE', `${card.name} cannot be downloaded. ${card.note ?? ''}`.trim(), {
    mend: 'It is made on the machine itself, or copied with --from mesh.',
  });
}

/** The same file has the same hash, whoever asks for it by which name. */
function cardOfUri(uri: string, { catalogue }: Setting): LocalModelCard | undefined {
  return catalogue.models.find((card): card is LocalModelCard => card.kind === 'local' && card.uri === uri);
}

function checkSha256(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9a-f]{64}$/i.test(text)) return text?.toLowerCase();
  throw new HanzoError('USAGE', '--sha256 must be 64 hex digits.', {
    mend: 'Copy it from where the file is published: `sha256sum FILE` prints it.',
  });
}

function nameToFile(name: string): string {
  const fileName = /\.gguf$/i.test(name) ? name : `${name}.gguf`;
  if (/^\w[\w.+ -]*$/.test(fileName)) return fileName;
  throw new HanzoError('USAGE', `"${name}" is not a usable name for a model.`, {
    mend: 'Use letters, digits, dots, dashes and underscores; choose it with --name.',
  });
}

function fileNameOf(uri: string): string {
  const name = (uri.replace(/^hf:/, '').split(/[?#]/)[0] ?? '').split('/').at(-1) ?? '';
  if (/^[\w.-]+\.gguf$/i.test(name)) return name;
  throw new HanzoError('USAGE', `"${uri}" does not end in the name of a .gguf file.`, {
    mend: 'Give the whole address, e.g. hf:owner/repo/file-Q4_K_M.gguf.',
  });
}
