/** A line of what `vagrant --machine-readable` prints. Source: developer.hashicorp.com/vagrant/docs/cli/machine-readable. */
export interface MachineRow {
  /** The machine that it is about; '' where it is about none. */
  readonly target: string;
  /** Such as `state`, `ui`, `error-exit`. */
  readonly type: string;
  readonly data: readonly string[];
}

/**
 * Reads one line; undefined for one that is not of the format, such as a warning of Ruby's.
 * @example parseMachineRow('1795801973,node1,state,running') // { target: 'node1', type: 'state', data: ['running'] }
 */
export function parseMachineRow(line: string): MachineRow | undefined {
  const [time = '', target = '', type = '', ...data] = line.trimEnd().split(',');
  if (!/^\d+$/.test(time) || type === '') return undefined;
  return { target, type, data: data.map(unescape) };
}

/** Reads all lines of a text; those that are not of the format are left out. */
export const parseMachineRows = (text: string): MachineRow[] =>
  text.split('\n').flatMap((line) => parseMachineRow(line) ?? []);

/**
 * What Vagrant says to a person in a row, without its marks; undefined for other rows, and for its lists of a machine's settings.
 * @example saidIn(row) // 'node1: Waiting for machine to boot. This may take a few minutes...'
 */
export function saidIn({ type, data }: MachineRow): string | undefined {
  if (type !== 'ui') return undefined;
  const lines = (data[1] ?? '').split('\n').map((line) => line.replace(/^(==>| {3}) ?/, '').trim());
  const text = lines.filter((line) => line !== '' && !SETTING.test(line)).join('\n');
  return text === '' ? undefined : text;
}

/** `node1:  -- Memory: 512M`, `node1:  -> value=-global,`, or nothing after the name. */
const SETTING = /^\S+:(\s+(--|->)\s.*)?$/;

const ESCAPES: Readonly<Record<string, string>> = { '%!(VAGRANT_COMMA)': ',', '\\n': '\n', '\\r': '\r' };
const unescape = (text: string): string => text.replace(/%!\(VAGRANT_COMMA\)|\\n|\\r/g, (mark) => ESCAPES[mark]!);
