// The chosen committee beside the tree.
import { Button, Tooltip } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { CommitteeChips, Overview } from '../committee/overview.tsx';
import '../committee/committee.css';
import { CopyLink, LinkButton, Loaded } from '../layout.tsx';
import { committeeRoute } from '../route.ts';
import { useSession, useWords } from '../session.tsx';
import { CloseIcon } from '../ui/icons.ts';
import { useKeys } from '../ui/keys.ts';
import { networkWords } from './words.ts';

export function Panel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useWords(networkWords);
  const { queries } = useSession();
  const query = useQuery(queries.committee(id));
  useKeys({ Escape: onClose });
  return (
    <aside className="network-panel" aria-label={words.panel}>
      <div className="network-panel-head">
        <div className="row">{query.data && <CommitteeChips committee={query.data} />}</div>
        <div className="row" data-tight style={{ flexWrap: 'nowrap' }}>
          {query.data && <CopyLink compact to={committeeRoute(id)} label={query.data.acronym} link={query.data.workspace.link} />}
          <Tooltip content={words.closePanel} relationship="label"><Button appearance="subtle" icon={<CloseIcon />} onClick={onClose} /></Tooltip>
        </div>
      </div>
      <Loaded query={query}>
        {(committee) => (
          <>
            <h2 className="network-panel-title">{committee.name}</h2>
            <div style={{ margin: '8px 0 16px' }}><LinkButton to={committeeRoute(committee.id)}>{words.openFull}</LinkButton></div>
            <Overview committee={committee} compact />
          </>
        )}
      </Loaded>
    </aside>
  );
}
