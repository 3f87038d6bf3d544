/** A talk as its file says it: which slides, in which order, how long. Everything that can be wrong knows its line. */
export interface Talk {
  /** How messages name the file. */
  readonly file: string;
  readonly title: string;
  readonly speaker?: string | undefined;
  /** The name of a picture beside the talk's file. */
  readonly logo?: Placed | undefined;
  readonly parts: readonly TalkPart[];
  /** What the talk promises to say: an id and a few words each. */
  readonly items: readonly (Placed & { readonly words: string })[];
}

/** A column of slides, and the minutes for them. */
export interface TalkPart {
  readonly part: string;
  readonly minutes: number;
  readonly slides: readonly TalkSlide[];
}

/** A slide: Markdown of its own, or cells of a chapter, or cells below Markdown. What is long becomes several. */
export interface TalkSlide {
  readonly line: number;
  readonly text?: string | undefined;
  readonly taken?: Taken | undefined;
  /** For the speaker, in Markdown. */
  readonly note?: string | undefined;
  /** The items that this slide or its note says. */
  readonly covers: readonly Placed[];
}

/** Cells of a chapter: each of `take` is a heading, a cell's id, or `FIRST..LAST`; less those of `without`. Of `folded` only the output is shown. */
export interface Taken {
  readonly chapter: Placed;
  readonly take: readonly Placed[];
  readonly without: readonly Placed[];
  readonly folded: readonly Placed[];
}

/** A word of the file, and where it stands. */
export interface Placed {
  readonly value: string;
  readonly line: number;
}
