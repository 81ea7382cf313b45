// A Teams app package: a zip with manifest.json at its root, two icons and the localisation files that the manifest names.

import JSZip from 'jszip';

export class BadPackage extends Error {}

export interface AppPackage {
  manifest: Record<string, unknown>;
  localisations: Record<string, Record<string, unknown>>;
  /** PNG in base64. */
  icons: { color?: string; outline?: string };
}

export async function readPackage(bytes: Buffer): Promise<AppPackage> {
  let zip: JSZip;
  try { zip = await JSZip.loadAsync(bytes); } catch { throw new BadPackage('the package is not a zip file'); }
  const read = async (name: string): Promise<Record<string, unknown>> => {
    const file = zip.file(name);
    if (file === null) throw new BadPackage(`the package has no ${name} at its root`);
    try { return JSON.parse((await file.async('string')).replace(/^\uFEFF/, '')) as Record<string, unknown>; } catch { throw new BadPackage(`${name} is not JSON`); }
  };
  const manifest = await read('manifest.json');
  for (const key of ['id', 'version', 'name', 'icons', 'manifestVersion']) if (manifest[key] === undefined) throw new BadPackage(`manifest.json has no "${key}"`);
  const icons = manifest['icons'] as { color?: string; outline?: string };
  for (const icon of [icons.color, icons.outline]) if (icon === undefined || zip.file(icon) === null) throw new BadPackage(`the icon ${icon ?? '(unnamed)'} is not in the package`);
  const info = manifest['localizationInfo'] as { defaultLanguageTag?: string; defaultLanguageFile?: string; additionalLanguages?: { languageTag: string; file: string }[] } | undefined;
  const localisations: Record<string, Record<string, unknown>> = {};
  for (const { languageTag, file } of info?.additionalLanguages ?? []) localisations[languageTag] = await read(file);
  if (info?.defaultLanguageTag !== undefined && info.defaultLanguageFile !== undefined) localisations[info.defaultLanguageTag] = await read(info.defaultLanguageFile);
  const picture = async (name: string | undefined): Promise<string | undefined> => (name === undefined ? undefined : zip.file(name)?.async('base64'));
  const [color, outline] = [await picture(icons.color), await picture(icons.outline)];
  return { manifest, localisations, icons: { ...(color === undefined ? {} : { color }), ...(outline === undefined ? {} : { outline }) } };
}
