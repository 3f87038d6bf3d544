import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { NetdiveError } from '../errors.js';
import { NODES } from '../provider/nodes.js';
import type { Provider } from '../provider/provider.js';
import { cacheHome, checkout, stateHome } from '../paths.js';
import { privateFolder, writeAtomically } from '../private-file.js';
import { composed } from '../recording/compose.js';
import type { Provenance } from '../recording/recording.js';
import { recordingText } from '../recording/write-recording.js';
import type { Chapter } from '../lab/chapters.js';
import { recordingFile } from '../lab/recording-of.js';
import { Connection } from '../transport/connection.js';
import { readTargets } from '../transport/read-targets.js';
import { readNotebook } from './notebook.js';
import { recordedCells } from './recorded-cells.js';
import { runNotebook, type NotebookRun, type RunOptions } from './run-notebook.js';

/** How a chapter is recorded. */
export interface RecordOptions extends RunOptions {
  /** Where the recording goes, and a copy of the notebook with the outputs; the course's own folders where not given. */
  readonly to?: string | undefined;
}

/** A run, and its recording where it was kept. */
export interface Record {
  readonly run: NotebookRun;
  /** The file; undefined where something did not hold. */
  readonly file?: string;
  readonly bytes?: number;
}

/**
 * Runs a chapter on live machines, with its exercises solved, and keeps all that they answered beside the notebook, and the
 * cells' outputs in it. Nothing is kept of a run in which something failed.
 * @example await recordChapter(chapter('veth'), findProvider(), { venv })
 */
export async function recordChapter(chapter: Chapter, provider: Provider, options: RecordOptions): Promise<Record> {
  const { to, ...how } = options;
  const folder = await mkdtemp(join(privateFolder(provider.folder), 'record-'));
  try {
    const copy = join(folder, `${chapter.name}.ipynb`);
    const log = join(folder, 'log.jsonl');
    await copyFile(chapter.notebook, copy);
    const env = { ...how.env, NETDIVE_LAB: provider.lab, NETDIVE_RECORD: log, NETDIVE_REPLAY: '' };
    const cwd = dirname(chapter.notebook);
    const run = await runNotebook(copy, { ...how, cwd, env, solve: true, write: true });
    if (!run.ok) return { run };
    const cells = recordedCells(await readNotebook(chapter.notebook));
    const recording = composed(await readFile(log, 'utf8'), cells, await provenanceOf(chapter, provider));
    const text = recordingText(recording, secrets());
    const file = recordingFile(chapter, to);
    await mkdir(dirname(file), { recursive: true });
    writeAtomically(file, text, FOR_ALL);
    const notebook = to === undefined ? chapter.notebook : join(to, basename(chapter.notebook));
    writeAtomically(notebook, await readFile(copy, 'utf8'), FOR_ALL);
    return { run, file, bytes: Buffer.byteLength(text) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A recording and a notebook are everybody's to read. */
const FOR_ALL = 0o644;

/** What must not leave this computer: where things are on it. A `/root` is every Linux machine's. */
function secrets(): string[] {
  return [checkout, stateHome(), cacheHome(), homedir()]
    .map((path) => path.replace(/\/$/, ''))
    .filter((path) => path !== '/root');
}

const TOOLS: Readonly<{ [name: string]: string }> = {
  iproute2: 'ip -V',
  ping: 'ping -V',
  tcpdump: 'tcpdump --version 2>&1',
  bash: 'bash --version',
  nftables: 'nft -v',
  iperf3: 'iperf3 --version',
};

async function provenanceOf({ name }: Chapter, provider: Provider): Promise<Provenance> {
  const target = (await readTargets(provider.sshConfig)).get(NODES[0]);
  if (target === undefined) throw new NetdiveError(`The lab ${provider.lab} has no ${NODES[0]}.`);
  const machine = new Connection(target);
  const ask = async (command: string): Promise<string> => (await machine.run(command)).stdout.split('\n')[0]!.trim();
  try {
    const tools: { [name: string]: string } = {};
    for (const [tool, command] of Object.entries(TOOLS)) tools[tool] = await ask(command);
    const { accelerator } = await provider.status();
    return {
      chapter: name,
      date: new Date().toISOString().slice(0, 10),
      commit: await commit(),
      provider: [provider.name, ...(accelerator === undefined ? [] : [accelerator])].join(', '),
      kernel: `Linux ${await ask('uname -r')}`,
      distribution: await ask('. /etc/os-release; echo "$PRETTY_NAME"'),
      tools,
    };
  } finally {
    machine.disconnect();
  }
}

/** Outside a checkout of git nobody knows it. */
async function commit(): Promise<string> {
  const git = async (...words: string[]): Promise<string> =>
    (await execa('git', ['-C', checkout, ...words], { reject: false, stdin: 'ignore' })).stdout.trim();
  const head = await git('rev-parse', '--short=10', 'HEAD');
  if (head === '') return 'unknown';
  return (await git('status', '--porcelain', '--', 'lib', 'vagrant')) === '' ? head : `${head}+`;
}
