/** The one way to get a picture: jobs go one by one to a worker thread that is started when first needed, replaced when it dies, and renewed when it has grown. */
import { Worker } from 'node:worker_threads';
import { altText, type ChartSpec, type ChartTable, chartTable } from '../core/desk/chart-spec.ts';
import { messageOf } from '../core/kernel/errors.ts';
import { workerUrl } from '../work/worker-url.ts';
import type { DrawReply, DrawRequest } from './worker.ts';

export interface PaintedChart {
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly altText: string;
  readonly table: ChartTable;
}

export interface ChartPainter {
  /** Rejects with a ChartError. The words and the table need no worker: a caller that gets no picture still has `altText` and `chartTable`. */
  paint(spec: ChartSpec): Promise<PaintedChart>;
  /** Takes no more charts, finishes those it has, ends the worker. Harmless twice. */
  close(): Promise<void>;
}

/** `queue-full`: too many charts wait; `closed`: after close(); `failed`: Chart.js refused it, it outlived its time, or two workers died over it. */
export class ChartError extends Error {
  readonly code: 'queue-full' | 'closed' | 'failed';
  constructor(code: 'queue-full' | 'closed' | 'failed', message: string) {
    super(message);
    this.name = 'ChartError';
    this.code = code;
  }
}

export interface PainterOptions {
  /** Charts that may wait behind the one being drawn. */
  readonly maxWaiting?: number;
  /** A chart that takes longer has hung: its worker is ended. */
  readonly timeoutMs?: number;
  /** Bytes by which the process may grow after the worker's first chart before the worker is renewed. */
  readonly growthLimit?: number;
  /** Charts after which the worker is renewed in any case. */
  readonly maxCharts?: number;
  readonly workerUrl?: URL;
}

interface Job {
  readonly id: number;
  readonly spec: ChartSpec;
  readonly resolve: (chart: PaintedChart) => void;
  readonly reject: (error: ChartError) => void;
  attempts: number;
}

interface Crew {
  readonly worker: Worker;
  charts: number;
  /** Resident bytes of the process after the first chart. */
  baseline: number;
  fault: string;
}

const MB = 1024 * 1024;
/** A worker that died over a chart may have died of something else (memory, an operator): the chart gets one more. */
const ATTEMPTS = 2;

export function createChartPainter(options: PainterOptions = {}): ChartPainter {
  return new WorkerPainter(options);
}

class WorkerPainter implements ChartPainter {
  readonly #maxWaiting: number;
  readonly #timeoutMs: number;
  readonly #growthLimit: number;
  readonly #maxCharts: number;
  readonly #workerUrl: URL | undefined;
  readonly #waiting: Job[] = [];
  #running: Job | undefined;
  #timer: NodeJS.Timeout | undefined;
  #crew: Crew | undefined;
  #lastId = 0;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  constructor(options: PainterOptions) {
    this.#maxWaiting = options.maxWaiting ?? 100;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#growthLimit = options.growthLimit ?? 150 * MB;
    this.#maxCharts = options.maxCharts ?? 1000;
    this.#workerUrl = options.workerUrl;
  }

  paint(spec: ChartSpec): Promise<PaintedChart> {
    if (this.#closing !== undefined) return Promise.reject(new ChartError('closed', 'the chart painter is closed'));
    if (this.#waiting.length >= this.#maxWaiting)
      return Promise.reject(new ChartError('queue-full', `${this.#waiting.length} charts wait already`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id: ++this.#lastId, spec, resolve, reject, attempts: 0 });
      this.#next();
    });
  }

  close(): Promise<void> {
    this.#closing ??= new Promise<void>((resolve) => {
      this.#drained = resolve;
      this.#next();
    }).then(() => this.#dismiss());
    return this.#closing;
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      this.#crew?.worker.unref();
      this.#drained?.();
      return;
    }
    this.#running = job;
    job.attempts++;
    try {
      const { worker } = this.#hire();
      worker.ref();
      worker.postMessage({ id: job.id, spec: job.spec } satisfies DrawRequest);
      this.#timer = setTimeout(() => this.#hung(), this.#timeoutMs);
    } catch (error) {
      this.#settle((j) => j.reject(new ChartError('failed', messageOf(error))));
    }
  }

  /** The job is over, one way or another: tell its caller and go on. */
  #settle(tell: (job: Job) => void): void {
    const job = this.#running;
    clearTimeout(this.#timer);
    this.#running = undefined;
    if (job !== undefined) tell(job);
    this.#next();
  }

  #hire(): Crew {
    if (this.#crew !== undefined) return this.#crew;
    // The parent's execArgv (a test runner's loaders) are not the worker's.
    const worker = new Worker(this.#workerUrl ?? workerUrl('charts/worker'), { execArgv: [] });
    const crew: Crew = { worker, charts: 0, baseline: 0, fault: '' };
    worker.on('message', (reply: DrawReply) => this.#answered(crew, reply));
    worker.on('error', (error) => {
      crew.fault = messageOf(error);
    });
    worker.on('exit', (code) => this.#died(crew, code));
    this.#crew = crew;
    return crew;
  }

  #answered(crew: Crew, reply: DrawReply): void {
    if (crew !== this.#crew || reply.id !== this.#running?.id) return;
    this.#renewWhenGrown(crew);
    if ('fault' in reply) this.#settle((job) => job.reject(new ChartError('failed', `the chart could not be drawn: ${reply.fault}`)));
    else this.#settle((job) => job.resolve({ ...reply.drawn, altText: altText(job.spec), table: chartTable(job.spec) }));
  }

  /** Pictures live outside the JavaScript heap, and a long-lived thread gives their memory back late: a fresh thread does it for certain. */
  #renewWhenGrown(crew: Crew): void {
    const resident = process.memoryUsage.rss();
    if (crew.charts++ === 0) crew.baseline = resident;
    if (crew.charts >= this.#maxCharts || resident - crew.baseline > this.#growthLimit) void this.#dismiss();
  }

  #hung(): void {
    const crew = this.#crew;
    if (crew === undefined) return;
    crew.fault = `no answer in ${this.#timeoutMs} ms`;
    // It would hang again, and the others wait.
    if (this.#running !== undefined) this.#running.attempts = ATTEMPTS;
    void crew.worker.terminate();
  }

  #died(crew: Crew, code: number): void {
    if (crew !== this.#crew) return;
    this.#crew = undefined;
    const job = this.#running;
    if (job === undefined) return;
    if (job.attempts < ATTEMPTS) this.#settle((again) => this.#waiting.unshift(again));
    else this.#settle((j) => j.reject(new ChartError('failed', `the chart worker ended: ${crew.fault || `exit ${code}`}`)));
  }

  async #dismiss(): Promise<void> {
    const crew = this.#crew;
    this.#crew = undefined;
    await crew?.worker.terminate();
  }
}
