import { writeFileSync } from 'node:fs';

export function markdown(source: string, slide?: string, metadata: object = {}): object {
  return { cell_type: 'markdown', source, metadata: { ...slideshow(slide), ...metadata } };
}

export function code(source: string, slide?: string, outputs: readonly object[] = [], metadata: object = {}): object {
  return { cell_type: 'code', execution_count: null, source, outputs, metadata: { ...slideshow(slide), ...metadata } };
}

export function writeNotebook(path: string, cells: readonly object[]): void {
  const kernelspec = { name: 'netdive', display_name: 'netdive (TypeScript)', language: 'typescript' };
  const withIds = cells.map((cell, index) => ({ id: `cell-${index}`, ...cell }));
  writeFileSync(
    path,
    `${JSON.stringify({ cells: withIds, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`,
  );
}

function slideshow(type?: string): object {
  return type === undefined ? {} : { slideshow: { slide_type: type } };
}
