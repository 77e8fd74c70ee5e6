import type { Preset } from '../preset.ts';
import { confinedNode } from './confined-node.ts';
import { isYes } from './values.ts';

export const fetchPreset: Preset = {
  name: 'fetch',
  purpose:
    'Fetches a page of the web as Markdown. Addresses of this machine, of private networks and of the metadata services of clouds are ' +
    'refused unless --param private=yes. An address can carry something out: each call is asked for.',
  package: 'fetch',
  parameters: [
    {
      name: 'private',
      purpose: 'with yes it may fetch from this machine and from private networks too',
      example: 'yes',
    },
  ],
  entry(parameters, place) {
    const guard = isYes('private', parameters['private']) ? undefined : 'public-addresses';
    return Promise.resolve({
      ...confinedNode(place, [], { guard }),
      // The other one fetches the words of films.
      hanzo: { tools: ['fetch_url'], effects: { fetch_url: 'network' } },
    });
  },
};
