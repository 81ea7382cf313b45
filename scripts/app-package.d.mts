// Types of app-package.mjs, which runs before there is anything that strips types.

export declare class PackageFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]);
}
export interface AppPackage {
  readonly manifest: Record<string, unknown> & { readonly name: { readonly short: string }; readonly version: string; readonly manifestVersion: string };
  /** By language tag. */
  readonly localisations: Record<string, Record<string, string>>;
  /** PNG. */
  readonly icons: { readonly color: Buffer; readonly outline: Buffer };
  readonly zip: Buffer;
}
export declare function packageVariables(env: Readonly<Record<string, string | undefined>>): Record<'APP_VERSION' | 'BASE_URL' | 'BASE_HOST' | 'MICROSOFT_APP_ID' | 'TEAMS_APP_ID' | 'APP_ID_URI', string>;
export declare function localisableTexts(manifest: object): Map<string, string>;
export declare function pngSize(bytes: Buffer): { width: number; height: number } | null;
export declare function packageFaults(content: { manifest: object; localisations: Record<string, Record<string, string>>; icons: { color?: Buffer; outline?: Buffer } }): string[];
/** BASE_URL and MICROSOFT_APP_ID are needed; TEAMS_APP_ID, APP_ID_URI and APP_VERSION have defaults. */
export declare function buildPackage(env: Readonly<Record<string, string | undefined>>): Promise<AppPackage>;
