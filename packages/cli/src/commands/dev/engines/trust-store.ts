import type { Journal, TrustStore } from '@hanzo/coordinator';

/** Reputations of workers outlive the run in the journal, which does not look into them. */
export function trustStoreOf(journal: Pick<Journal, 'readTrust' | 'writeTrust'>): TrustStore {
  return {
    readTrust: () => journal.readTrust() as ReturnType<TrustStore['readTrust']>,
    writeTrust: (row) => journal.writeTrust(row.workerId, row),
  };
}
