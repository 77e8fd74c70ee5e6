import { findModel, unknownModel, type Catalogue, type ModelCard } from '@hanzo/contracts';

/**
 * The model that people mean by a name as they write it: `GPT-4O`, `Claude Sonnet 4.5`, `gpt_5_mini`, `local:llama3.2`. Names are
 * compared exactly, then without regard to case and to what stands between words, then without what stands there; a looser reading
 * counts only where it means one model. Behind `local:` any name may stand: what is installed is not known here.
 *
 * @returns its name of the catalogue, with `local:` before that of a model of this machine
 * @throws HanzoError MODEL_UNKNOWN with the nearest name
 */
export function phraseModel(written: string, catalogue: Catalogue): string {
  const wanted = written.trim();
  const [, isLocal, bare = wanted] = /^(local:)?\s*(.*)$/iu.exec(wanted) ?? [];
  const cards = catalogue.models.filter((card) => isLocal === undefined || card.kind === 'local');
  const card = findModel({ ...catalogue, models: cards }, bare) ?? looselyMeant(bare, cards);
  if (isLocal !== undefined && bare !== '') return `local:${card?.name ?? bare}`;
  if (card === undefined) throw unknownModel(wanted, catalogue);
  return card.kind === 'local' ? `local:${card.name}` : card.name;
}

function looselyMeant(written: string, cards: readonly ModelCard[]): ModelCard | undefined {
  for (const reading of READINGS) {
    const means = reading(written);
    const [only, ...others] = cards.filter((card) =>
      [card.name, ...card.aliases].some((name) => reading(name) === means),
    );
    if (only !== undefined && others.length === 0) return only;
  }
  return undefined;
}

/** Other dashes and blanks than those of a keyboard come with copied text. */
const BETWEEN = /[\p{Pd}\p{Zs}\s_]+/gu;

const READINGS: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase(),
  (name) => name.toLowerCase().replaceAll(BETWEEN, '-'),
  (name) => name.toLowerCase().replaceAll(BETWEEN, '-').replaceAll('.', '-'),
  (name) => name.toLowerCase().replaceAll(BETWEEN, '').replaceAll('.', ''),
];
