import { createHmac, timingSafeEqual } from 'node:crypto';

/** A secret that only this home has: what it has written is known by it. */
export interface DelegationKey {
  /** Undefined: there is none yet, so nothing was written with it. */
  read(): Uint8Array | undefined;
  /** Makes one where there is none. */
  make(): Uint8Array;
}

/** Says of a log's lines whether this home wrote them, into this folder: anybody can write a log, and have it checked out here. */
export class LogSeal {
  readonly #key: DelegationKey;
  readonly #folder: string;
  #secret: Uint8Array | undefined;

  /** @param folder absolute, links resolved: what was copied from another one is not this one's */
  constructor(key: DelegationKey, folder: string) {
    this.#key = key;
    this.#folder = folder;
  }

  /** In hexadecimal. Makes the key where there is none. */
  make(text: string): string {
    this.#secret ??= this.#key.make();
    return this.#macOf(text, this.#secret).toString('hex');
  }

  isOwn(text: string, mac: string): boolean {
    this.#secret ??= this.#key.read();
    return this.#secret !== undefined && timingSafeEqual(this.#macOf(text, this.#secret), Buffer.from(mac, 'hex'));
  }

  /** The length says where the folder ends. */
  #macOf(text: string, secret: Uint8Array): Buffer {
    return createHmac('sha256', secret).update(`${this.#folder.length} ${this.#folder}${text}`).digest();
  }
}
