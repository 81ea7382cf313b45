// What gives a file to keep. What fails says why, and can be asked again.
import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import { explain } from './errors.ts';
import { exportWords } from './export-words.ts';
import { useNotify } from './notify.tsx';
import { useShellWords, useWords } from './session.tsx';
import { DownloadIcon } from './ui/icons.ts';
import { saveFile } from './ui/save-file.ts';

export interface Kept { readonly name: string; readonly content: Blob }

export function useSaving() {
  const words = useWords(exportWords);
  const shell = useShellWords();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const save = async (bring: () => Promise<Kept>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const file = await bring();
      saveFile(file);
      notify({ tone: 'success', title: words.exported(file.name) });
    } catch (error) {
      const told = explain(error, shell);
      notify({ tone: 'error', title: words.notExported, body: `${told.sentence} ${told.remedy}` });
    } finally { setBusy(false); }
  };
  return { busy, save };
}

export function ExportWorkbook({ bring }: { readonly bring: () => Promise<Kept> }) {
  const words = useWords(exportWords);
  const { busy, save } = useSaving();
  return <Button appearance="subtle" icon={<DownloadIcon />} disabledFocusable={busy} onClick={() => { void save(bring); }}>{words.workbook}</Button>;
}
