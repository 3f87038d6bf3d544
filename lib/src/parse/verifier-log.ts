/** What the kernel's verifier said of a program, instruction by instruction. */
export interface VerifierLog {
  /** The program's name: that of its function in C. `''` where the log does not tell. */
  readonly program: string;
  /** The instructions that it went through, in its order. One that lies on two ways may come twice. */
  readonly steps: readonly VerifierStep[];
  /** Why it said no, and where. Not there where the program may run. */
  readonly refused?: VerifierRefusal;
  /** How many instructions it went through in all. */
  readonly processed: number;
}

/** One instruction, as the verifier sees it. */
export interface VerifierStep {
  /** Its number in the program. */
  readonly instruction: number;
  /** What it does, as the kernel writes it: `r1 = *(u32 *)(r1 +0)`. */
  readonly does: string;
  /** What is known of the registers afterwards: `R1_w=pkt(r=0)`. `''` where nothing new is. */
  readonly known: string;
  /** The line of C that it was made of; `''` where the object was compiled without `-g`. */
  readonly source: string;
  /** The file of that line, as it was given to clang. */
  readonly file: string;
  /** The number of that line; 0 where it is not known. */
  readonly line: number;
}

/** A no. */
export interface VerifierRefusal {
  /** In the kernel's words, a sentence a line. */
  readonly says: readonly string[];
  /** The step that it was about. Not there where it was none: a program without an end, a licence that is lacking. */
  readonly at?: VerifierStep;
}

const BEGIN = /^(?:libbpf: prog '([^']*)': )?-- BEGIN PROG LOAD LOG --$/;
const END = /^-- END PROG LOAD LOG --$/;
const SOURCE = /^; (.*?)(?: @ (\S+):(\d+))?$/;
const INSTRUCTION = /^(\d+): \([0-9a-f]{2}\) (.*?)(?:\s+; (.*)| \d+: (R\d.*))?$/;
/** What the verifier tells between the instructions: the state at a way's begin, and how it came to be. */
const ASIDE =
  /^(?:\d+: (?:R\d+\S*=.*|safe)|from \d+ to \d+.*|func#\d+ @\d+|Validating .*|mark_precise: .*|last_idx .*|regs=.*|parent .*|verification time .*|stack depth .*)$/;
const PROCESSED = /^processed (\d+) insns/;

/**
 * Reads what libbpf, and so `bpftool`, `ip` and `tc`, prints when the verifier refuses a program; of several logs the last.
 * Undefined where there is none in the text.
 * @example parseVerifierLog(stderr)?.refused?.at?.line // 17
 */
export function parseVerifierLog(text: string): VerifierLog | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const begin = lines.findLastIndex((line) => BEGIN.test(line));
  if (begin < 0) return undefined;
  const end = lines.findIndex((line, index) => index > begin && END.test(line));
  const steps: VerifierStep[] = [];
  let says: string[] = [];
  let place = { source: '', file: '', line: 0 };
  let processed = 0;
  for (const line of lines.slice(begin + 1, end < 0 ? undefined : end)) {
    const source = SOURCE.exec(line);
    const instruction = INSTRUCTION.exec(line);
    const counted = PROCESSED.exec(line);
    if (source !== null) {
      place = { source: source[1]!.trim(), file: source[2] ?? '', line: Number(source[3] ?? 0) };
    } else if (instruction !== null) {
      const [, number, does, known, reached] = instruction;
      steps.push({ instruction: Number(number), does: does!, known: known ?? reached ?? '', ...place });
      says = [];
    } else if (counted !== null) {
      processed = Number(counted[1]);
    } else if (line !== '' && !ASIDE.test(line)) {
      says.push(line);
    }
  }
  const at = steps.at(-1);
  return {
    program: BEGIN.exec(lines[begin]!)![1] ?? '',
    steps,
    ...(says.length > 0 && { refused: { says, ...(at && { at }) } }),
    processed,
  };
}
