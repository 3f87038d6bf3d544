import type { Provider } from './provider.js';
import { labName } from './lab-name.js';
import { QemuProvider } from './qemu/qemu.js';

/** The provider of a lab's machines. */
export const findProvider = (lab: string = labName()): Provider => new QemuProvider(lab);
