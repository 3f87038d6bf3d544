import { dark, fonts, light, page, type Colours } from './theme.js';

/** How a drawing looks: in a page's colours, or in its own. */
export interface Look {
  /** The class that keeps one drawing's style from another's. */
  readonly root: string;
  readonly colours: Colours;
  /** Where it stands on something dark, if it has no page to take its colours from. */
  readonly dark?: Colours;
  readonly code: string;
  readonly ui: string;
}

/**
 * The look of a drawing that is a part of a page: in its colours, light or dark.
 * @example onPage('nd-map').colours.ink // 'var(--nd-ink)'
 */
export function onPage(root: string): Look {
  return { root, colours: page, code: fonts.code, ui: fonts.ui };
}

/**
 * The look of a drawing that stands alone: with a ground of its own, light or dark as what is around it, in fonts that need
 * no page.
 * @example alone('nd-plain-map').colours.ink // '#1f2328'
 */
export function alone(root: string): Look {
  return { root, colours: light, dark, code: fonts.plainCode, ui: fonts.plainUi };
}
