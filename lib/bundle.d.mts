/** What a bundle says of itself. */
export interface BundleManifest {
  readonly format: 1;
  /** ISO 8601. */
  readonly made: string;
  /** `linux-x64`: the npm packages are for this platform. None where there are no npm packages. */
  readonly platform?: string;
  /** The npm registry by whose name the packages are kept; it is not asked. */
  readonly registry?: string;
  /** The versions of Python that there are packages for: `3.11`. */
  readonly python?: readonly string[];
  readonly files: Readonly<Record<string, { readonly size: number; readonly sha256: string }>>;
}

/** What goes wrong with a bundle: what happened, and the way on. */
export class BundleError extends Error {
  readonly cure: string;
}

/** What a bundle holds, and its name: twelve hexadecimal digits. Throws a BundleError. */
export function readBundle(file: string): { manifest: BundleManifest; id: string };

/** Unpacks a bundle into the user's cache, checks each file, and says where. Throws a BundleError; then nothing is left. */
export function unpackBundle(file: string): { manifest: BundleManifest; folder: string };

/** The folder that a bundle is unpacked into; it is there once it is whole. */
export function bundleFolder(id: string): string;
