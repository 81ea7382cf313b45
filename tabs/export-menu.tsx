// The same with a choice of form, for lists.
import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { FileForm } from './api/queries.ts';
import { useSaving, type Kept } from './export-file.tsx';
import { exportWords } from './export-words.ts';
import { useWords } from './session.tsx';
import { DownloadIcon } from './ui/icons.ts';

export function ExportMenu({ bring }: { readonly bring: (form: FileForm) => Promise<Kept> }) {
  const words = useWords(exportWords);
  const { busy, save } = useSaving();
  const item = (form: FileForm) => <MenuItem onClick={() => { void save(() => bring(form)); }}>{words[form]}</MenuItem>;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement><MenuButton icon={<DownloadIcon />} appearance="subtle" disabledFocusable={busy}>{words.export}</MenuButton></MenuTrigger>
      <MenuPopover><MenuList>{item('xlsx')}{item('csv')}</MenuList></MenuPopover>
    </Menu>
  );
}
