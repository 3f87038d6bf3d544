import { type Handler, runningTslab } from './tslab.js';

/**
 * Loads what the first cell will import while the learner still reads: as soon as the kernel has told its client that it is
 * there. Does nothing outside a notebook. What cannot be loaded is the cell's to tell.
 * @param load as tslab does it, by `require`: a module that is only half loaded by `import` cannot be required
 * @example loadEarly(() => require('netdive'));
 */
export function loadEarly(load: () => unknown): void {
  const prototype = runningTslab()?.JupyterHandlerImpl.prototype as Handler | undefined;
  if (prototype === undefined) return;
  const { handleKernel } = prototype;
  prototype.handleKernel = function (): unknown {
    prototype.handleKernel = handleKernel;
    setImmediate(() => {
      try {
        load();
      } catch {
        // The cell that imports it says why.
      }
    });
    return handleKernel.call(this);
  };
}
