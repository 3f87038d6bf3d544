import { Cell, currentCell, runInCell } from './cell.js';
import { dispose } from './dispose.js';
import { awaitForgotten } from './forgotten.js';
import { nameCells } from './compiled.js';
import { drawPrinted } from './last-value.js';
import { queueSends } from './send-queue.js';
import { perform, type RunCode, sceneOf } from './stage.js';
import { pointPrinted } from './thrown.js';
import { type ExecuteRequest, type Handler, runningTslab, type Server, socketPrototype } from './tslab.js';

const installed = Symbol.for('netdive.hook');

/**
 * Lets the library know where a cell starts and ends. Does nothing outside a notebook, nor a second time.
 * @example installHook(); // the kernel's preload does it before the first cell
 */
export function installHook(): void {
  const prototype = runningTslab()?.JupyterHandlerImpl.prototype as (Handler & { [installed]?: true }) | undefined;
  if (prototype === undefined || prototype[installed]) return;
  prototype[installed] = true;
  queueSends(socketPrototype()!);
  const ids = cellIds(runningTslab()!.ZmqServer.prototype);
  let cells = 0;
  let running: Cell | undefined;

  const { handleExecuteImpl, handleShutdown } = prototype;
  prototype.handleExecuteImpl = async function (request, stream, display) {
    const run: RunCode = (code, stream, display) => {
      const cell = new Cell(++cells, code, stream, display, ids.get(request));
      running = cell;
      const execute = (): Promise<unknown> =>
        handleExecuteImpl.call(
          this,
          { ...request, code },
          // Text comes here from whichever cell printed it, and tslab hands all of it to the newest cell.
          (name, text) => (currentCell() ?? cell).write(name, text),
          (content, update) => (currentCell() ?? cell).display(content, update),
        );
      return runToTheEnd(cell, execute);
    };
    const scene = sceneOf(ids.get(request), request.code);
    return scene === undefined
      ? run(request.code, stream, display)
      : perform(scene, request.code, run, stream, display);
  };
  prototype.handleShutdown = function (request) {
    void dispose();
    return handleShutdown.call(this, request);
  };
  process.on('SIGINT', () => running?.stop('Interrupted.'));
  nameCells();
  drawPrinted();
  pointPrinted();
  endWithTheServer();
}

/** Which cell of the notebook each request is about: tslab drops what the message says of that. */
function cellIds(server: Server): WeakMap<ExecuteRequest, string> {
  const ids = new WeakMap<ExecuteRequest, string>();
  const { handleExecute } = server;
  server.handleExecute = function (socket, message) {
    const { cellId } = message.metadata;
    if (typeof cellId === 'string') ids.set(message.content, cellId);
    return handleExecute.call(this, socket, message);
  };
  return ids;
}

/** tslab throws a cell's count, and no error, to say that the cell failed. */
async function runToTheEnd(cell: Cell, execute: () => Promise<unknown>): Promise<unknown> {
  let count: unknown;
  try {
    count = await runInCell(cell, execute);
  } catch (failed) {
    cell.stop(
      failed instanceof Error
        ? `The kernel itself failed: ${failed.message}. Restart it (Kernel, Restart).`
        : undefined,
    );
    throw failed;
  }
  if ((await awaitForgotten(cell)) !== 0) {
    cell.stop();
    throw count;
  }
  cell.finish();
  return count;
}

/** Leaves nothing open: at the end, at a polite request to end, and when the Jupyter server that started us is gone. */
function endWithTheServer(): void {
  const parent = process.ppid;
  const leave = (code: number): void => void dispose().finally(() => process.exit(code));
  process.once('SIGTERM', () => leave(143));
  process.on('beforeExit', () => void dispose());
  setInterval(() => {
    if (process.ppid !== parent) leave(1);
  }, 1000).unref();
}
