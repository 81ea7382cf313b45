// Follows @odata.nextLink to the end. The link is used as given, only without origin and version, since batches want it relative.

export interface Page<T> { readonly value: T[]; readonly '@odata.nextLink'?: string }

export async function all<T>(get: (url: string) => Promise<Page<T>>, first: string): Promise<T[]> {
  const found: T[] = [];
  for (let url: string | undefined = first; url !== undefined; ) {
    const page: Page<T> = await get(url);
    found.push(...page.value);
    url = page['@odata.nextLink']?.replace(/^https?:\/\/[^/]+\/v1\.0/, '');
  }
  return found;
}
