import { lifeOf, livingReplacement } from '@hanzo/config';
import {
  EXIT,
  type ApiModelCard,
  type Catalogue,
  type ExitCode,
  type LocalModelCard,
  cardMemoryBytes,
  formatDollars,
} from '@hanzo/contracts';
import { installedModels, type InstalledModel } from '../../installed-models.ts';
import { hasApi, loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import { formatBytes } from '../../units.ts';
import { fitText, loadText, memoryOfThisMachine, SMALL_LOAD } from './fit.ts';
import type { ModelsListFlags } from './flags.ts';

/** Prints what can be asked for: API models with price and life, local models with what is installed. */
export async function run(flags: ModelsListFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const installed = installedModels(setting);
  if (flags.json === true) terminal.out(JSON.stringify(toJson(setting, installed)));
  else print(setting, installed, terminal);
  return EXIT.done;
}

function apiModels({ catalogue }: Setting): ApiModelCard[] {
  return catalogue.models.filter((card) => card.kind === 'api');
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
    api: apiModels(setting).map((card) => ({
      ...card,
      life: lifeOf(card, now),
      usable: hasApi(setting.config, card.name) && card.price !== undefined,
    })),
    local: localModels(setting).map((card) => ({
      ...card,
      memoryBytes: cardMemoryBytes(card, SMALL_LOAD),
      fits: cardMemoryBytes(card, SMALL_LOAD) <= budget,
      installedAt: installed.find((model) => model.name === card.name)?.path,
    })),
    other: installed.filter((model) => localModels(setting).every((card) => card.name !== model.name)),
  };
}

function print(setting: Setting, installed: readonly InstalledModel[], terminal: Terminal): void {
  const { catalogue } = setting;
  terminal.out(`API models (prices per 1M tokens, catalogue ${catalogue.version})`);
  const api = apiModels(setting).map((card) => [
    card.name,
    thousands(card.contextTokens),
    perMillion(card.price?.inputMicros),
    perMillion(card.price?.cachedInputMicros),
    perMillion(card.price?.outputMicros),
    card.tiers.join(' '),
    life(card, catalogue),
  ]);
  printTable(['model', 'window', 'input', 'cached', 'output', 'tiers', 'service'], api, terminal);
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
      thousands(card.contextTokens),
      formatBytes(card.sizeBytes),
      formatBytes(needed),
      fitText(needed, budget),
      file === undefined ? howToGet(card) : `installed, ${formatBytes(file.sizeBytes)}`,
    ];
  });
  const others = installed
    .filter((model) => localModels(setting).every((card) => card.name !== model.name))
    .map((model) => [model.name, '-', '-', formatBytes(model.sizeBytes), '-', '-', 'installed, not in the catalogue']);
  const head = ['model', 'parameters', 'window', 'size', 'memory', 'here', 'state'];
  printTable(head, [...known, ...others], terminal);
}

function life(card: ApiModelCard, catalogue: Catalogue): string {
  const state = lifeOf(card, Date.now());
  if (state.state === 'living') return 'served';
  const next = livingReplacement(catalogue, card, Date.now());
  const instead = next === undefined ? '' : `, use ${next.name}`;
  return state.state === 'gone'
    ? `gone since ${state.shutdown}${instead}`
    : `ends ${state.shutdown} (${state.daysLeft} days)${instead}`;
}

function howToGet(card: LocalModelCard): string {
  return /^(hf:|https?:)/.test(card.uri) ? `hanzo models pull ${card.name}` : 'for tests; `npm start` makes it';
}

function perMillion(micros: number | undefined): string {
  return micros === undefined ? '-' : formatDollars(micros);
}

function thousands(tokens: number): string {
  return tokens >= 1_000_000 ? `${(tokens / 1_000_000).toFixed(1)}M` : `${Math.round(tokens / 1000)}K`;
}
