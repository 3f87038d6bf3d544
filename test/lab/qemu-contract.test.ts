import { QemuProvider } from '../../lib/src/provider/qemu/qemu.js';
import { contract } from './contract.js';
import { LAB } from './netdive.js';

contract('qemu', () => new QemuProvider(LAB));
