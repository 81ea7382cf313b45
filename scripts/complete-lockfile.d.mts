interface Entry { readonly optionalDependencies?: Readonly<Record<string, string>>; readonly dev?: boolean; readonly license?: string }
export interface MissingBuild { readonly name: string; readonly version: string; readonly of: Entry }
export function missingFrom(packages: Readonly<Record<string, Entry>>): MissingBuild[];
export function entryFor(missing: MissingBuild): Readonly<Record<string, unknown>>;
