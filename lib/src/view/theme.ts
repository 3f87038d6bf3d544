/** The families of network devices that share a colour. The word beside the colour always says which device it is. */
export type Family = 'physical' | 'pair' | 'switch' | 'tag' | 'tunnel' | 'bundle' | 'slice' | 'other';

/** Colours as CSS values. */
export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly ground: string;
  /** The ground of a box that holds others. */
  readonly panel: string;
  readonly line: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly family: Readonly<Record<Family, string>>;
}

/** On paper, on a slide, and on a page that says nothing else. */
export const light: Colours = {
  ink: '#1f2328',
  muted: '#57606a',
  ground: '#ffffff',
  panel: '#f5f7f9',
  line: '#c9d1d9',
  good: '#1a7237',
  warn: '#8a5a00',
  bad: '#b3261e',
  family: {
    physical: '#3d4f66',
    pair: '#0a62a9',
    switch: '#a34700',
    tag: '#6f3fb3',
    tunnel: '#006b75',
    bundle: '#705800',
    slice: '#a52c6c',
    other: '#57606a',
  },
};

/** On JupyterLab's dark themes. */
export const dark: Colours = {
  ink: '#f0f3f6',
  muted: '#a9b3bf',
  ground: '#16191d',
  panel: '#1e2329',
  line: '#4b5560',
  good: '#5bd17f',
  warn: '#e3b341',
  bad: '#ff8f85',
  family: {
    physical: '#b3c3da',
    pair: '#77bcff',
    switch: '#f5a962',
    tag: '#c7a8ff',
    tunnel: '#56ccd4',
    bundle: '#dbc452',
    slice: '#f79ac8',
    other: '#b1bac4',
  },
};

/** The series of a chart, on light and on dark alike; told apart by a mark or a dash too. */
export const series: readonly string[] = [
  '#1180d6',
  '#d07000',
  '#009e73',
  '#cc5a9b',
  '#858a00',
  '#7f72f0',
  '#d9503c',
  '#4f91a5',
];

/** The colours of the page a view stands on: CSS variables that `pageStyle` sets. */
export const page: Colours = named((name) => `var(--nd-${name})`);

/** What the names and addresses of a drawing are set in, and its words. JupyterLab's own on its pages. */
export const fonts = {
  code: "var(--jp-code-font-family,ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace)",
  ui: "var(--jp-ui-font-family,system-ui,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif)",
  plainCode: "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace",
  plainUi: "system-ui,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif",
} as const;

// A page in JupyterLab lends ink and ground; the rest is ours, since its own muted greys are too faint to read from afar.
const lent = { ink: '--jp-content-font-color1', ground: '--jp-layout-color0' } as const;

/**
 * The style that every view on a page begins with: it sets the colours and a ground, whatever stands around. A page of
 * slides sets --nd-size to have it larger.
 */
export const pageStyle: string = [
  `.nd{${variables(light)}color:var(--nd-ink);background:var(--nd-ground);font-family:${fonts.ui};font-size:var(--nd-size,14px);line-height:1.45}`,
  `[data-jp-theme-light=false] .nd{${variables(dark)}}`,
].join('');

/**
 * The same colours for a page of ours: its own, and those of the views on it. Each is the light one or the dark one by the
 * `color-scheme` of where it is used.
 */
export const schemeStyle: string = (() => {
  const pairs: string[] = [];
  named((name, of) => (pairs.push(`--nd-${name}:light-dark(${of(light)},${of(dark)});`), ''));
  return `:root,.nd.nd{${pairs.join('')}}`;
})();

/**
 * Rules for a drawing that stands alone, where it is seen on dark: by prefers-color-scheme (Media Queries 5), which in an image is
 * the color-scheme of what the image stands on (CSS Color Adjustment 1).
 * @example onDark('.ground{fill:#16191d}')
 */
export const onDark = (rules: string): string => `@media (prefers-color-scheme:dark){${rules}}`;

function variables(colours: Colours): string {
  const values = new Map<string, string>();
  named((name, of) => (values.set(name, of(colours)), ''));
  return [...values]
    .map(
      ([name, value]) => `--nd-${name}:${name in lent ? `var(${lent[name as keyof typeof lent]},${value})` : value};`,
    )
    .join('');
}

function named(make: (name: string, of: (colours: Colours) => string) => string): Colours {
  const plain = ['ink', 'muted', 'ground', 'panel', 'line', 'good', 'warn', 'bad'] as const;
  const families = Object.keys(light.family) as Family[];
  return {
    ...(Object.fromEntries(plain.map((n) => [n, make(n, (c) => c[n])])) as Record<(typeof plain)[number], string>),
    family: Object.fromEntries(families.map((f) => [f, make(f, (c) => c.family[f])])) as Record<Family, string>,
  };
}
