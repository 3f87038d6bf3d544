/** Something to look at, in every form that a notebook, a slide and a terminal need. A plain value: drawing is done. */
export interface View {
  /** For a terminal, a log and a reader without pictures. Never empty. */
  readonly text: string;
  /** For the page: escaped, self-contained, in the page's own colours (dark and light). */
  readonly html?: string;
  /** For slides and documents: self-contained, with a ground of its own. */
  readonly svg?: string;
  /** A vega-lite specification, where the view is a chart. */
  readonly vegaLite?: object;
}
