/**
 * A listening member of a mesh that gives its models to others, in a process of its own. Its only argument is a
 * `SharerConfig` as JSON.
 */
import { silentLogger } from '@hanzo/contracts';
import { shareModels, type SessionEvents } from '@hanzo/mesh';
import { openModelLibrary } from '@hanzo/models/llama';
import { runProgram } from '../json-program.ts';
import { startMember, type MemberConfig } from '../mesh-member.ts';

export interface SharerConfig extends MemberConfig {
  /** Folder with model files and their noted hashes. */
  readonly models: string;
  /** @default no limit */
  readonly bytesPerSecond?: number;
}

const onlooker: SessionEvents = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

await runProgram<SharerConfig>(async (config) => {
  const { models, bytesPerSecond } = config;
  const listen = ['/ip4/127.0.0.1/tcp/0'];
  const node = await startMember(config, { role: 'worker', listen }, onlooker);
  await shareModels(node, openModelLibrary(models), {
    log: silentLogger,
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
  });
});
