import type { Journey } from '../capture/journey/journey.js';
import { html, trusted } from './escape.js';
import { cell, slide } from './fit.js';
import { draw, type Words } from './journey/draw.js';
import { layoutOf } from './journey/layout.js';
import { journeyText } from './journey/text.js';
import { alone, onPage } from './look.js';
import { pageStyle, type Family } from './theme.js';
import { familyOf } from './topology/kinds.js';
import type { TopologyModel } from './topology/model.js';
import type { View } from './view.js';

/** How to draw a journey. */
export interface JourneyOptions {
  /** What is there: each device gets the colour of its kind. */
  readonly topology?: TopologyModel;
  /** How many packets to draw: 12 unless told; the rest is counted. */
  readonly limit?: number;
}

// The times stay where they are; the devices scroll below a cell's width.
const style = trusted(
  `<style>${pageStyle}` +
    '.nd-journey{display:flex;overflow-x:auto;max-width:100%}' +
    '.nd-journey>svg{flex:none;display:block}' +
    '.nd-journey>svg:first-of-type{position:sticky;left:0;z-index:1}' +
    '</style>',
);

/**
 * A journey as a drawing: devices side by side, in the boxes of their machines and namespaces; time downwards; what
 * changed beside each sighting; a cross where a packet ended, and why.
 * @example drawJourney(await lab.follow(() => red.ping('10.1.0.2'))).svg
 */
export function drawJourney(journey: Journey, { topology, limit = 12 }: JourneyOptions = {}): View {
  const text = journeyText(journey);
  const layout = layoutOf(journey, limit, cell);
  const words: Words = {
    title: `The journey of ${journey.flights[0]?.name ?? 'no packet'}`,
    description: text,
    familyOf: ({ where }) => kindOf(topology, where),
  };
  return {
    text,
    svg: draw(layoutOf(journey, limit, slide), alone('nd-plain-way'), 'all', words).toString(),
    html: html`<div class="nd nd-journey">
      ${style}${draw(layout, onPage('nd-way'), 'times', words)}${draw(layout, onPage('nd-way'), 'rest', words)}
    </div>`.toString(),
  };
}

function kindOf(topology: TopologyModel | undefined, where: { host: string; netns: string; ifname?: string }): Family {
  const device = topology?.machines
    .find(({ name }) => name === where.host)
    ?.namespaces.find(({ name }) => name === where.netns)
    ?.devices.find(({ ifname }) => ifname === where.ifname);
  return device === undefined ? 'other' : familyOf(device.kind);
}
