import { fallbackChain, lifeOf } from '@hanzo/config';
import { EXIT, type ExitCode, type LocalModelCard, cardMemoryBytes } from '@hanzo/contracts';
import { howToGetIt } from '../../embedded-package.ts';
import { isGood, isPackaged, modelsHere, type InstalledModel } from '../../installed-models.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes } from '../../terminal/units.ts';
import { apiAccess } from './api-access.ts';
import { printApiModels, shortTokens } from './api-table.ts';
import { fitText, loadText, memoryOfThisMachine, SMALL_LOAD } from './fit.ts';
import type { ModelsListFlags } from './flags.ts';

/** Prints what can be asked for: API models with price and life, local models with what is installed. */
export async function run(flags: ModelsListFlags, terminal: Terminal): Promise<ExitCode> {
  return listModels(flags, loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal), terminal);
}

/** The same for settings that are loaded. */
export function listModels(flags: ModelsListFlags, setting: Setting, terminal: Terminal): ExitCode {
  const installed = modelsHere(setting);
  if (flags.json === true) terminal.out(JSON.stringify(toJson(setting, installed)));
  else print(setting, installed, terminal);
  return EXIT.done;
}

function localModels({ catalogue }: Setting): LocalModelCard[] {
  return catalogue.models.filter((card) => card.kind === 'local');
}

function toJson(setting: Setting, installed: readonly InstalledModel[]): object {
  const now = Date.now();
  const budget = memoryOfThisMachine();
  return {
    v: 1,
    memory: { budgetBytes: budget, ...SMALL_LOAD },
    catalogueVersion: setting.catalogue.version,
    api: setting.catalogue.models
      .filter((card) => card.kind === 'api')
      .map((card) => {
        const { endpoint, keySet } = apiAccess(setting, card);
        return {
          ...card,
          life: lifeOf(card, now),
          fallsBackTo: fallbackChain(setting.catalogue, card, setting.config.calls.fallbacks, now).map(
            ({ name }) => name,
          ),
          host: endpoint?.host,
          usable: keySet && card.price !== undefined,
        };
      }),
    local: localModels(setting).map((card) => ({
      ...card,
      memoryBytes: cardMemoryBytes(card, SMALL_LOAD),
      fits: cardMemoryBytes(card, SMALL_LOAD) <= budget,
      installedAt: installed.find((model) => model.name === card.name && isGood(model, setting))?.path,
    })),
    other: installed.filter((model) => localModels(setting).every((card) => card.name !== model.name)),
  };
}

function print(setting: Setting, installed: readonly InstalledModel[], terminal: Terminal): void {
  printApiModels(setting, Date.now(), terminal);
  terminal.out('');
  printLocal(setting, installed, terminal);
}

function printLocal(setting: Setting, installed: readonly InstalledModel[], terminal: Terminal): void {
  const budget = memoryOfThisMachine();
  terminal.out(
    `Local models (for workers, free; memory on a CPU with ${loadText(SMALL_LOAD)}, ${formatBytes(budget)} free here)`,
  );
  const known = localModels(setting).map((card) => {
    const file = installed.find((model) => model.name === card.name);
    const needed = cardMemoryBytes(card, SMALL_LOAD);
    return [
      card.name,
      card.parameters ?? '-',
      shortTokens(card.contextTokens),
      formatBytes(card.sizeBytes),
      formatBytes(needed),
      fitText(needed, budget),
      stateOf(card, file, setting),
    ];
  });
  const others = installed
    .filter((model) => localModels(setting).every((card) => card.name !== model.name))
    .map((model) => [model.name, '-', '-', formatBytes(model.sizeBytes), '-', '-', 'installed, not in the catalogue']);
  const head = ['model', 'parameters', 'window', 'size', 'memory', 'here', 'state'];
  printTable(head, [...known, ...others], terminal);
}

function stateOf(card: LocalModelCard, file: InstalledModel | undefined, setting: Setting): string {
  const only = card.kinds === undefined ? '' : `, ${card.kinds.join(' and ')} only`;
  if (file === undefined) return howToGet(card) + only;
  if (!isGood(file, setting)) return `damaged: hanzo doctor${only}`;
  const isOwn = file.path === setting.embedded?.path;
  return `${isOwn ? 'comes with hanzo' : 'installed'}, ${formatBytes(file.sizeBytes)}${only}`;
}

function howToGet(card: LocalModelCard): string {
  if (isPackaged(card)) return howToGetIt();
  return /^(hf:|https?:)/.test(card.uri)
    ? `hanzo models pull ${card.name}`
    : 'for tests; scripts/make-model.ts makes it';
}
