// An address that leads nowhere.
import { LinkButton, Page } from '../layout.tsx';
import { useWords } from '../session.tsx';
import { outsideWords } from './words.ts';

export default function NotFound() {
  const words = useWords(outsideWords);
  return (
    <Page title={words.notFound} lead={words.notFoundLead}>
      <div className="row"><LinkButton to={{ page: 'home' }} appearance="primary">{words.home}</LinkButton><LinkButton to={{ page: 'network', open: null }}>{words.network}</LinkButton></div>
    </Page>
  );
}
