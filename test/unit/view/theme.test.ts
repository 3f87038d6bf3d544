import assert from 'node:assert/strict';
import { dark, light } from '../../../lib/src/view/theme.js';

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('The colours', () => {
  for (const [name, colours] of Object.entries({ light, dark }))
    it(`can be read on every ground of the ${name} theme`, () => {
      const { ink, muted, good, warn, bad, family } = colours;
      for (const ground of [colours.ground, colours.panel])
        for (const colour of [ink, muted, good, warn, bad, ...Object.values(family)])
          assert.ok(
            contrast(colour, ground) >= 4.5,
            `${colour} on ${ground} is ${contrast(colour, ground).toFixed(2)}`,
          );
    });
});
