// « Actions » of the network: those of every committee that the reader may see; the address keeps the filters.
import { useEffect, useEffectEvent, useState } from 'react';
import { CopyLink, LinkButton, Page } from '../layout.tsx';
import { actionsRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { ActionIcon } from '../ui/icons.ts';
import { listWords } from './list-words.ts';
import { Workbench } from './workbench.tsx';

/** Browsers refuse an address that changes at each key. */
const QUIET_MS = 400;

export default function ActionsPage() {
  const words = useWords(listWords);
  const { route, go } = useSession();
  const here = route.page === 'actions' ? route : actionsRoute();
  const address = JSON.stringify(here);
  const [at, setAt] = useState(here);
  const [kept, setKept] = useState(address);
  // Another address than the one that was written last: a link, or the way back.
  if (address !== kept) { setKept(address); setAt(here); }
  const write = useEffectEvent(() => { setKept(JSON.stringify(at)); go(at, { replace: true, keepFocus: true }); });
  const wanted = JSON.stringify(at);
  useEffect(() => {
    if (wanted === kept) return undefined;
    const timer = setTimeout(() => write(), QUIET_MS);
    return () => clearTimeout(timer);
  }, [wanted, kept]);
  return (
    <Page title={words.title} wide lead={words.lead} back={{ to: { page: 'network', open: null }, name: words.network }} actions={<><LinkButton to={{ page: 'my-actions' }} appearance="subtle" icon={<ActionIcon />}>{words.mine}</LinkButton><CopyLink to={at} label={words.title} /></>}>
      <Workbench filter={at.filter} board={at.board} within={null} onAt={(filter, board) => setAt({ page: 'actions', filter, board })} />
    </Page>
  );
}
