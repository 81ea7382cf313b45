// Gives the person a file to keep, as a link of the browser would.
export function saveFile({ name, content }: { readonly name: string; readonly content: Blob }): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold of the content once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
