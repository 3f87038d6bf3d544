import { Command, CommanderError } from 'commander';
import { NetdiveError } from '../errors.js';
import { fileFault } from '../file-fault.js';
import { bundle } from './bundle.js';
import { checkpoints } from './checkpoints.js';
import { decode } from './decode.js';
import { doctor } from './doctor.js';
import { down } from './down.js';
import { image } from './image.js';
import { progress } from './progress.js';
import { reset } from './reset.js';
import { restart } from './restart.js';
import { restore } from './restore.js';
import { run } from './run.js';
import { save } from './save.js';
import { setup } from './setup.js';
import { slides } from './slides.js';
import { ssh } from './ssh.js';
import { start } from './start.js';
import { status } from './status.js';
import { up } from './up.js';
import type { Verb, VerbGroup } from './verb.js';

const verbs: readonly (Verb | VerbGroup)[] = [
  ...[start, setup, up, down, status, reset, save, restore, checkpoints],
  ...[ssh, run, restart, progress, slides, decode, image, bundle, doctor],
];

/** Exit codes: 0 done, 1 failed, 2 wrong use, 130 interrupted. */
const interrupted = new AbortController();
// A terminal's Ctrl-C comes twice below npm, from the terminal and from npm: the second must not end the tidying up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted.abort());

const program = new Command('netdive')
  .description('Two Linux machines, the real commands, and what the kernel says.')
  .showHelpAfterError('(`netdive --help` lists the commands)')
  .enablePositionalOptions()
  .exitOverride();

for (const verb of verbs) add(program, verb);

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
    process.exitCode = 1;
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
