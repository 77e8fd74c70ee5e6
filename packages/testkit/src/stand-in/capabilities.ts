import type { Capabilities, Effort } from '@hanzo/contracts';

const REASONING = /^(gpt-5|gpt-6|o\d|codex)/;
const OLD = /^gpt-(3|4(-|$))/;

/** What OpenAI's models take, as far as their names tell it. */
export function capabilitiesByName(model: string): Capabilities {
  const reasons = REASONING.test(model);
  return {
    apis: ['responses', 'chat'],
    sampling: !reasons,
    stop: !reasons,
    json: !OLD.test(model),
    tools: true,
    ...toolsOverChat(model),
    cacheKey: true,
    images: true,
    efforts: reasons ? effortsByName(model) : [],
  };
}

function toolsOverChat(model: string): Pick<Capabilities, 'toolsOverChat'> {
  if (/^gpt-6\.1-(sol|terra)/.test(model)) return { toolsOverChat: 'no' };
  return /^gpt-6-(sol|luna)/.test(model) ? { toolsOverChat: 'without-effort' } : {};
}

function effortsByName(model: string): readonly Effort[] {
  if (/^(o\d|codex)/.test(model)) return ['low', 'medium', 'high'];
  if (/^gpt-5(-(mini|nano))?(-\d|$)/.test(model)) return ['minimal', 'low', 'medium', 'high'];
  const efforts: readonly Effort[] = ['none', 'low', 'medium', 'high', 'xhigh'];
  return /^gpt-(5\.[6-9]|6)/.test(model) ? [...efforts, 'max'] : efforts;
}
