import { Command, CommanderError } from 'commander';
import { NetdiveError } from '../errors.js';
import { fileFault } from '../file-fault.js';
import { type Verb, type VerbGroup, WrongUse } from './verb.js';

/** In the order in which they are listed. Each is loaded when it is asked for: all of them take longer than some of them run. */
const VERBS: Readonly<Record<string, () => Promise<Verb | VerbGroup>>> = {
  start: async () => (await import('./start.js')).start,
  setup: async () => (await import('./setup.js')).setup,
  up: async () => (await import('./up.js')).up,
  down: async () => (await import('./down.js')).down,
  status: async () => (await import('./status.js')).status,
  reset: async () => (await import('./reset.js')).reset,
  save: async () => (await import('./save.js')).save,
  restore: async () => (await import('./restore.js')).restore,
  checkpoints: async () => (await import('./checkpoints.js')).checkpoints,
  open: async () => (await import('./open.js')).open,
  ssh: async () => (await import('./ssh.js')).ssh,
  run: async () => (await import('./run.js')).run,
  record: async () => (await import('./record.js')).record,
  restart: async () => (await import('./restart.js')).restart,
  progress: async () => (await import('./progress.js')).progress,
  rehearse: async () => (await import('./rehearse.js')).rehearse,
  slides: async () => (await import('./slides.js')).slides,
  decode: async () => (await import('./decode.js')).decode,
  image: async () => (await import('./image.js')).image,
  bundle: async () => (await import('./bundle.js')).bundle,
  doctor: async () => (await import('./doctor.js')).doctor,
};

/** Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted. */
const interrupted = new AbortController();
// A terminal's Ctrl-C comes twice below npm, from the terminal and from npm: the second must not end the tidying up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());

const program = new Command('netdive')
  .description('Two Linux machines, the real commands, and what the kernel says.')
  .showHelpAfterError('(`netdive --help` lists the commands)')
  .enablePositionalOptions()
  .exitOverride();

const asked = process.argv[2] ?? '';
const wanted = Object.hasOwn(VERBS, asked) ? [asked] : Object.keys(VERBS);
for (const name of wanted) add(program, await VERBS[name]!());

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (interrupted.signal.aborted) {
    process.stderr.write('netdive: interrupted\n');
    process.exitCode = 130;
  } else {
    const known = error instanceof NetdiveError ? error : fileFault(error);
    process.stderr.write(`netdive: ${known ? known.message : (error as Error).stack}\n`);
    process.exitCode = error instanceof WrongUse ? 2 : 1;
  }
}

function add(parent: Command, verb: Verb | VerbGroup): void {
  const command = parent.command(verb.name).description(verb.summary).exitOverride();
  if ('verbs' in verb) {
    for (const one of verb.verbs) add(command, one);
    return;
  }
  for (const [notation, description] of verb.arguments ?? []) command.argument(notation, description);
  for (const [flags, description] of verb.options ?? []) command.option(flags, description);
  if (verb.passThrough) command.passThroughOptions();
  command.action(async () => {
    const code = await verb.run({ args: command.processedArgs, options: command.opts(), signal: interrupted.signal });
    process.exitCode = code ?? 0;
  });
}
