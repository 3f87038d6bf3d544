import { createRequire } from 'node:module';
import type { Sender } from './send-queue.js';

/** What a cell asks of the kernel. */
export interface ExecuteRequest {
  readonly code: string;
}

export type WriteStream = (name: 'stdout' | 'stderr', text: string) => void;

/** What Jupyter shows: one thing in several forms, of which the page takes the best it knows. */
export interface DisplayContent {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly transient?: { readonly display_id?: string };
}

export type WriteDisplay = (content: DisplayContent, update?: boolean) => void;

/** The part of tslab's `dist/jupyter.js` that this room stands on. */
export interface Tslab {
  readonly JupyterHandlerImpl: { readonly prototype: Handler };
  readonly ZmqServer: { readonly prototype: Server };
  readonly lastWriteDisplayData: WriteDisplay | null;
}

/** A message of Jupyter’s that asks for a cell’s run. */
export interface ExecuteMessage {
  readonly content: ExecuteRequest;
  /** JupyterLab, and our own runner, say here which cell it is. */
  readonly metadata: { readonly cellId?: unknown };
}

export interface Server {
  handleExecute(socket: unknown, message: ExecuteMessage): Promise<void>;
}

export interface Handler {
  handleKernel(): unknown;
  handleExecuteImpl(request: ExecuteRequest, writeStream: WriteStream, writeDisplay: WriteDisplay): Promise<unknown>;
  handleShutdown(request: unknown): unknown;
}

const { cache } = createRequire(import.meta.url);

const pathOfTslab = (): string | undefined =>
  Object.keys(cache).find((file) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file));

/** What all sockets of the running tslab have in common; undefined outside a notebook. */
export function socketPrototype(): Sender | undefined {
  const path = pathOfTslab();
  if (path === undefined) return undefined;
  const { Router } = createRequire(path)('zeromq') as { Router: { prototype: object } };
  return Object.getPrototypeOf(Router.prototype) as Sender;
}

/** The tslab that runs this process, or undefined outside a notebook. Looked up, never loaded. */
export function runningTslab(): Tslab | undefined {
  const path = pathOfTslab();
  const tslab = path === undefined ? undefined : (cache[path]?.exports as Partial<Tslab> | undefined);
  return tslab?.JupyterHandlerImpl?.prototype.handleExecuteImpl === undefined ? undefined : (tslab as Tslab);
}
