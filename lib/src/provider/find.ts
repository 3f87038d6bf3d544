import { QemuProvider } from './qemu/qemu.js';
import type { Provider } from './provider.js';

/** The lab that is meant where none is named: `NETDIVE_LAB`, or `default`. */
export const labName = (): string => process.env.NETDIVE_LAB || 'default';

/** The provider of a lab's machines. */
export const findProvider = (lab: string = labName()): Provider => new QemuProvider(lab);
