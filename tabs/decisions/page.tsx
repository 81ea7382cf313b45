// « Décisions » of the network: the register of every committee that the reader may see; the address keeps the filters.
import { CopyLink, Page } from '../layout.tsx';
import { decisionsRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { Register } from './register.tsx';
import { decisionWords } from './words.ts';

export default function DecisionsPage() {
  const words = useWords(decisionWords);
  const { route, go } = useSession();
  const here = route.page === 'decisions' ? route : decisionsRoute();
  return (
    <Page title={words.title} wide lead={words.lead} back={{ to: { page: 'network', open: null }, name: words.network }} actions={<CopyLink to={here} label={words.title} />}>
      <Register filter={here.filter} within={null} onFilter={(filter) => go(decisionsRoute(filter), { replace: true, keepFocus: true })} />
    </Page>
  );
}
