// What somebody sees who opens a tab in an ordinary browser, or whom Teams leaves without an answer. French first, then
// English: nobody is signed in, so nobody has chosen.
import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { createApi } from '../api/client.ts';
import { PublicConfig } from '../../src/contract/public-config.ts';
import { pathOf, readRoute, teamsLink } from '../route.ts';
import { OpenIcon, RefreshIcon } from '../ui/icons.ts';
import { outsideWords } from './words.ts';

export default function Outside({ silent }: { readonly silent: boolean }) {
  const [link, setLink] = useState<string | null>(null);
  const [unreachable, setUnreachable] = useState(false);
  useEffect(() => {
    if (silent) return;
    const api = createApi({ tokens: null, language: () => null });
    api.get('/api/config', PublicConfig).then((config) => setLink(teamsLink(config.appId, readRoute(location.pathname, location.search), 'Gouverne', location.origin)), () => setUnreachable(true));
  }, [silent]);
  const fr = outsideWords['fr-CA'];
  const en = outsideWords['en-CA'];
  return (
    <div className="shell-body">
      <main className="page" style={{ maxWidth: 640 }}>
        <div className="card">
          <h1 className="page-title">{silent ? fr.silent : fr.title}</h1>
          <p className="page-lead">{silent ? fr.silentLead : fr.lead}</p>
          <div lang="en-CA" style={{ marginTop: 16 }}>
            <p className="strong">{silent ? en.silent : en.title}</p>
            <p className="muted">{silent ? en.silentLead : en.lead}</p>
          </div>
          <div className="row" style={{ marginTop: 20 }}>
            {silent && <Button appearance="primary" icon={<RefreshIcon />} onClick={() => location.reload()}>{fr.reload} · <span lang="en-CA">&nbsp;{en.reload}</span></Button>}
            {!silent && link !== null && <Button as="a" appearance="primary" href={link} icon={<OpenIcon />}>{fr.open} · <span lang="en-CA">&nbsp;{en.open}</span></Button>}
          </div>
          {unreachable && <p role="alert" style={{ marginTop: 12 }}>{fr.unreachable} <span lang="en-CA">{en.unreachable}</span></p>}
        </div>
        <p className="footer"><a className="plain-link" href={pathOf({ page: 'privacy' })}>{fr.privacy} · {en.privacy}</a><a className="plain-link" href={pathOf({ page: 'terms' })}>{fr.terms} · {en.terms}</a></p>
      </main>
    </div>
  );
}
