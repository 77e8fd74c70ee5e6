/** What people and programs want to know of paid calls beside their ends. */
export type PaidEvent =
  /** A call waits: for a provider that asks for it, before another try, or for room in the budget. */
  | {
      readonly kind: 'api-wait';
      readonly taskId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly why: string;
      /** Milliseconds; undefined where nobody knows. */
      readonly waitMs?: number;
    }
  /** A model is not served, and the next one of its chain is asked. */
  | {
      readonly kind: 'model-fallback';
      readonly taskId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly next: string;
      readonly why: string;
    }
  /** How a batch stands. */
  | {
      readonly kind: 'api-batch';
      readonly batchId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly state: 'submitted' | 'taken-up' | 'working' | 'ended' | 'cancelled';
      readonly ended: number;
      readonly total: number;
      readonly why: string;
    };

export type PaidListener = (event: PaidEvent) => void;
