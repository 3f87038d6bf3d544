import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { LabError } from '../errors.js';
import { privateFolder, writeAtomically } from '../private-file.js';
import { labFolder, labName, netdiveCommand } from './lab-name.js';
import type { Provider } from './provider.js';
import { QemuProvider } from './qemu/qemu.js';
import { SshProvider } from './ssh/ssh.js';
import { VagrantProvider } from './vagrant/vagrant.js';

/** Where a lab's machines come from, and what that takes. */
export interface Choice {
  readonly provider?: string | undefined;
  /** For `ssh`: the user's ssh_config, as `ssh -F` takes it. */
  readonly sshConfig?: string | undefined;
}

/** A provider as it can be chosen. */
interface Source {
  /** What its machines are, for who chooses one. */
  readonly what: string;
  make(lab: string, choice: Choice): Provider;
}

const PROVIDERS: Readonly<Record<string, Source>> = {
  qemu: { what: 'machines of the course, on this computer', make: (lab) => new QemuProvider(lab) },
  ssh: { what: 'machines of yours', make: (lab, { sshConfig }) => new SshProvider(lab, sshConfig) },
  vagrant: { what: 'the same machines by Vagrant', make: (lab) => new VagrantProvider(lab) },
};

/** All that can be chosen, in words: `ssh (machines of yours), ...`. */
export const providersInWords: string = Object.entries(PROVIDERS)
  .map(([name, { what }]) => `${name} (${what})`)
  .join(', ');

const schema = z.object({ provider: z.string(), sshConfig: z.string().optional() });
const file = (lab: string): string => join(labFolder(lab), 'provider.json');

/** The provider of a lab's machines: the one that `up` was told, or `NETDIVE_PROVIDER`, or QEMU. */
export const findProvider = (lab: string = labName()): Provider => make(lab, remembered(lab) ?? choice());

/**
 * The provider that somebody wants for a lab, for `up`.
 * @throws LabError for a name that there is none of, and where the lab is up with another one
 */
export async function chooseProvider(wanted: Choice, lab: string = labName()): Promise<Provider> {
  const chosen = withDefaults(wanted, remembered(lab));
  const provider = make(lab, chosen);
  const before = remembered(lab) ?? { provider: 'qemu' };
  const same = before.provider === chosen.provider && before.sshConfig === chosen.sshConfig;
  if (!same) {
    const { state } = await make(lab, before).status();
    if (state !== 'down') {
      const other = before.provider === chosen.provider ? `the machines in ${before.sshConfig}` : before.provider;
      throw new LabError(
        `The lab ${lab} is up with ${other}.`,
        `End it first: ${netdiveCommand('down', lab)}. Or give the other machines a lab of their own: --lab NAME`,
      );
    }
  }
  return provider;
}

/** Writes down where a lab's machines come from, for every later command, until `forgetProvider`. */
export function rememberProvider(wanted: Choice, lab: string = labName()): void {
  privateFolder(labFolder(lab));
  writeAtomically(file(lab), `${JSON.stringify(withDefaults(wanted, remembered(lab)))}\n`);
}

export const forgetProvider = (lab: string = labName()): void => rmSync(file(lab), { force: true });

function make(lab: string, wanted: Choice): Provider {
  const name = wanted.provider ?? 'qemu';
  if (Object.hasOwn(PROVIDERS, name)) return PROVIDERS[name]!.make(lab, wanted);
  throw new LabError(
    `There is no provider called ${JSON.stringify(name)}.`,
    `There are: ${Object.keys(PROVIDERS).join(', ')}.`,
  );
}

/** What is meant where nothing is said. */
const choice = (): Choice => ({ provider: process.env.NETDIVE_PROVIDER || 'qemu' });

function withDefaults(wanted: Choice, before: Choice | undefined): Choice {
  const provider = wanted.provider ?? process.env.NETDIVE_PROVIDER ?? before?.provider ?? 'qemu';
  const known = before?.provider === provider ? before.sshConfig : undefined;
  const sshConfig = wanted.sshConfig === undefined ? known : resolve(wanted.sshConfig);
  return { provider, ...(sshConfig !== undefined && { sshConfig }) };
}

function remembered(lab: string): Choice | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file(lab), 'utf8')));
  } catch {
    return undefined; // none, or none that can be read: the lab is what it is where nothing is said
  }
}
