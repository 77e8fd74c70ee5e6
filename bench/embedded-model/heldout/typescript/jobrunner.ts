import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import { setTimeout as delay } from 'node:timers/promises'

export type JobState = 'queued' | 'active' | 'done' | 'dead'

export interface JobSpec<P = unknown> {
  id: string
  name: string
  payload: P
  attempts: number
  runAt: number
  state: JobState
}

export interface RunnerOpts {
  concurrency?: number
  pollMs?: number
  maxAttempts?: number
  onDead?: (job: JobSpec, why: unknown) => void
}

export class JobTimeout extends Error {}

export class JobRunner extends EventEmitter {
  #jobs = new Map<string, JobSpec>()
  #handlers = new Map<string, (payload: any) => Promise<void>>()
  #active = 0
  #halted = false
  private opts: Required<RunnerOpts>

  constructor(opts: RunnerOpts = {}) {
    super()
    this.opts = { concurrency: 4, pollMs: 50, maxAttempts: 5, onDead: () => {}, ...opts }
  }

  handle<P>(name: string, fn: (payload: P) => Promise<void>): this {
    if (this.#handlers.has(name)) throw new Error(`two handlers for ${name}`)
    this.#handlers.set(name, fn)
    return this
  }

  enqueue(name: string, payload: unknown, delayMs = 0): string {
    const id = crypto.randomUUID()
    this.#jobs.set(id, { id, name, payload, attempts: 0, runAt: Date.now() + delayMs, state: 'queued' })
    this.emit('queued', id)
    return id
  }

  cancelJob(id: string): boolean {
    const job = this.#jobs.get(id)
    if (!job || job.state !== 'queued') return false
    return this.#jobs.delete(id)
  }

  async runForever(signal?: AbortSignal): Promise<void> {
    while (!this.#halted && !signal?.aborted) {
      for (const job of this.#due(Date.now())) void this.#runOne(job)
      await delay(this.opts.pollMs)
    }
  }

  halt() {
    this.#halted = true
  }

  stats(): Record<JobState, number> {
    const out: Record<JobState, number> = { queued: 0, active: 0, done: 0, dead: 0 }
    for (const { state } of this.#jobs.values()) out[state]++
    return out
  }

  get idle(): boolean {
    return this.#active === 0 && ![...this.#jobs.values()].some((j) => j.state === 'queued')
  }

  *#due(now: number): Generator<JobSpec> {
    for (const job of this.#jobs.values()) {
      if (this.#active >= this.opts.concurrency) return
      if (job.state === 'queued' && job.runAt <= now) yield job
    }
  }

  async #runOne(job: JobSpec) {
    const handler = this.#handlers.get(job.name)
    if (!handler) return this.#bury(job, new Error(`nobody handles ${job.name}`))
    job.state = 'active'
    this.#active++
    try {
      await handler(job.payload)
      job.state = 'done'
      this.emit('done', job.id)
    } catch (err) {
      job.attempts++
      if (job.attempts >= this.opts.maxAttempts) this.#bury(job, err)
      else {
        job.state = 'queued'
        job.runAt = Date.now() + jitteredBackoff(job.attempts)
      }
    } finally {
      this.#active--
    }
  }

  #bury(job: JobSpec, why: unknown): void {
    job.state = 'dead'
    this.opts.onDead(job, why)
  }
}

export function jitteredBackoff(attempt: number, baseMs = 100, capMs = 30_000): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** attempt)
  return Math.random() * ceiling
}

export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new JobTimeout(`${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

export async function mapLimit<A, B>(items: readonly A[], limit: number, fn: (item: A, i: number) => Promise<B>) {
  const out: B[] = new Array(items.length)
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const i = next++
      out[i] = await fn(items[i], i)
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane))
  return out
}

export function spawnThread(file: URL, workerData: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    const w = new Worker(file, { workerData })
    w.once('error', reject)
    w.once('exit', resolve)
  })
}

export class Semaphore {
  private waiters: Array<() => void> = []

  constructor(private permits: number) {}

  async acquire(): Promise<() => void> {
    if (this.permits > 0) {
      this.permits--
      return () => this.release()
    }
    await new Promise<void>((go) => this.waiters.push(go))
    return () => this.release()
  }

  private release() {
    const next = this.waiters.shift()
    if (next) next()
    else this.permits++
  }
}
