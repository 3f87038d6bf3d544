/** Something the computer must have: what, how to find out, and how to mend it. Doctor, setup and the tests share the rows. */
export interface Prerequisite {
  /** As a person would name it: `QEMU`. */
  readonly what: string;
  /** What needs it: a lab, or only the project's own tests. */
  readonly for: 'lab' | 'tests';
  /** Resolves to what was found, or rejects with an error that says what is wrong. */
  probe(): Promise<string>;
  /** Debian's packages that bring it. */
  readonly packages?: readonly string[];
  /** What to do where no package brings it. */
  readonly mend?: string;
}

/** A prerequisite and what its probe found. */
export interface Finding {
  readonly prerequisite: Prerequisite;
  readonly ok: boolean;
  readonly found: string;
}

/** Probes all rows at once. Never rejects. */
export function examine(prerequisites: readonly Prerequisite[]): Promise<Finding[]> {
  return Promise.all(
    prerequisites.map(async (prerequisite) => {
      try {
        return { prerequisite, ok: true, found: await prerequisite.probe() };
      } catch (error) {
        return { prerequisite, ok: false, found: (error as Error).message };
      }
    }),
  );
}
