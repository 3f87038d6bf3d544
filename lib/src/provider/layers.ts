import type { Wanted } from './provider.js';

/**
 * Whether machines with some layers are as ones with others: in whatever order they are named.
 * @example sameLayers(['flannel', 'containers'], ['containers', 'flannel']) // true
 */
export const sameLayers = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join() === [...other].sort().join();

/** Whether machines have just the layers that are asked for. */
export const carries = (machines: { readonly layers: readonly string[] }, { layers }: Wanted): boolean =>
  layers === undefined || sameLayers(layers, machines.layers);
