/** How to prove that a check can fail: a command that makes its claim untrue, run on node1 before a cell. */
export interface Break {
  /** The claim, as the check says it. */
  readonly claim: string;
  readonly command: string;
  /** Words of the cell that gathers the facts; the check's own cell where not given. */
  readonly before?: string;
  /** Other claims about the same fact: they may fall with it. */
  readonly also?: readonly string[];
}
