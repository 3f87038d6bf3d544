import { html, trusted } from './escape.js';
import { fitting, slide } from './fit.js';
import { alone, onPage } from './look.js';
import { pageStyle } from './theme.js';
import { sizes } from './topology/card.js';
import { draw } from './topology/draw.js';
import { layoutsOf } from './topology/layout.js';
import { legendOf } from './topology/legend.js';
import type { TopologyModel } from './topology/model.js';
import { sceneOf } from './topology/scene.js';
import { topologyText } from './topology/text.js';
import type { View } from './view.js';

export type * from './topology/model.js';

/** How to draw a topology. */
export interface TopologyOptions {
  /** What was there before: what was added, removed and changed since is marked. */
  readonly before?: TopologyModel;
  /** Also the device that SSH comes in by. */
  readonly management?: boolean;
  /** How wide the drawing will be shown, in pixels, with text of at least 12: 1000 unless told, a cell of JupyterLab in a window of 1280. */
  readonly width?: number;
}

const style = trusted(`<style>${pageStyle}${fitting('nd-topology', 'nd-map', sizes.text)}</style>`);

/**
 * A drawing of what is really there, on all machines and in all namespaces.
 * @example (await drawTopology(model, { before })).svg
 */
export async function drawTopology(model: TopologyModel, options: TopologyOptions = {}): Promise<View> {
  const scene = sceneOf(model, options.before, options.management ?? false);
  const text = topologyText(scene);
  const [layout, onSlide] = await layoutsOf(scene, [{ width: options.width ?? 1000 }, slide]);
  const title = `The network of ${scene.machines.map((machine) => machine.name).join(' and ') || 'no machine'}`;
  return {
    text,
    svg: draw(onSlide!, alone('nd-plain-map'), title, text).toString(),
    html: html`<div class="nd nd-topology" style="--nd-width:${Math.max(layout!.width, legendOf(layout!).width)}px">
      ${style}${draw(layout!, onPage('nd-map'), title, text)}
    </div>`.toString(),
  };
}
