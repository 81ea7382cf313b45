// The frame of a page: title, way back, actions, waiting and failing; links that know the routes.
import { Component, useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Input, MessageBar, MessageBarActions, MessageBarBody, Tooltip, type ButtonProps } from '@fluentui/react-components';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { May } from '../src/contract/common.ts';
import { arrival } from './arrival.ts';
import { explain } from './errors.ts';
import { prefetch } from './prefetch.ts';
import { pathOf, teamsLink, type Route } from './route.ts';
import { useSession, useShellWords } from './session.tsx';
import { useNotify } from './notify.tsx';
import { BackIcon, BadIcon, LinkIcon, RefreshIcon } from './ui/icons.ts';
import { Shimmer } from './ui/parts.tsx';
import { useReturnFocus } from './ui/return-focus.ts';
import { explainStyle } from './ui/styles.ts';

export function Page({ title, eyebrow, lead, actions, back, wide, waiting, children }: {
  readonly title: string;
  readonly eyebrow?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly to: Route; readonly name: string };
  readonly wide?: boolean;
  /** Another page takes this one's place once its data is here: the focus is kept for that one. */
  readonly waiting?: boolean;
  readonly children: ReactNode;
}) {
  const words = useShellWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Gouverne`;
    if (!arrival.pending || waiting) return;
    arrival.pending = false;
    heading.current?.focus({ preventScroll: true });
  });
  return (
    <main className="page" data-wide={wide || undefined}>
      {back && <div className="page-back"><BackButton to={back.to} label={words.back(back.name)} /></div>}
      <header className="page-head">
        <div className="page-head-words">
          {eyebrow !== undefined && <div className="page-eyebrow">{eyebrow}</div>}
          <h1 className="page-title" ref={heading} tabIndex={-1}>{title}</h1>
        </div>
        {lead !== undefined && <div className="page-lead">{lead}</div>}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </main>
  );
}

function BackButton({ to, label }: { readonly to: Route; readonly label: string }) {
  const { go } = useSession();
  return <Button as="a" href={pathOf(to)} appearance="transparent" size="small" icon={<BackIcon />} onClick={follow(() => go(to))}>{label}</Button>;
}

/** A plain click stays in the page; with a modifier the browser does what the person asked. */
export const follow = (act: () => void) => (event: MouseEvent): void => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  act();
};

export function PageLink({ to, className, row, children }: { readonly to: Route; readonly className?: string; readonly row?: boolean; readonly children: ReactNode }) {
  const { go } = useSession();
  const ahead = () => prefetch(to.page);
  return <a className={className ?? 'strong-link'} href={pathOf(to)} data-row={row ? '' : undefined} onClick={follow(() => go(to))} onMouseEnter={ahead} onFocus={ahead}>{children}</a>;
}

export function LinkButton({ to, children, ...props }: { readonly to: Route; readonly icon?: ButtonProps['icon']; readonly appearance?: ButtonProps['appearance']; readonly size?: ButtonProps['size']; readonly children?: ReactNode }) {
  const { go } = useSession();
  const ahead = () => prefetch(to.page);
  return <Button as="a" href={pathOf(to)} onClick={follow(() => go(to))} onMouseEnter={ahead} onFocus={ahead} {...omitUndefined(props)}>{children}</Button>;
}
function omitUndefined<T extends object>(props: T): { [Key in keyof T]-?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as { [Key in keyof T]-?: NonNullable<T[Key]> };
}

/** A button that the rule may forbid: then it says why, and can still be reached and read. */
export function MayButton({ may, onAct, busy, pressed, children, ...props }: { readonly may: May; readonly onAct: () => void; readonly busy?: boolean; readonly pressed?: boolean; readonly size?: 'small'; readonly appearance?: 'primary' | 'secondary' | 'subtle'; readonly icon?: NonNullable<ButtonProps['icon']>; readonly children: ReactNode }) {
  const button = <Button {...omitUndefined(props)} {...(pressed !== undefined && { 'aria-pressed': pressed })} disabledFocusable={!may.ok || busy === true} onClick={() => { if (may.ok && busy !== true) onAct(); }}>{children}</Button>;
  if (may.ok || may.why === undefined) return button;
  return <Tooltip content={may.why} relationship="description" withArrow>{button}</Tooltip>;
}

export function Loaded<T>({ query, waiting, children }: { readonly query: UseQueryResult<T>; readonly waiting?: ReactNode; readonly children: (data: T) => ReactNode }) {
  const words = useShellWords();
  if (query.data !== undefined) {
    return (
      <>
        {query.isRefetchError && <MessageBar intent="warning" layout="multiline" style={{ marginBottom: 12 }}><MessageBarBody>{words.showingOlder}</MessageBarBody><MessageBarActions><Button onClick={() => { void query.refetch(); }}>{words.retry}</Button></MessageBarActions></MessageBar>}
        {children(query.data)}
      </>
    );
  }
  if (query.isError) return <ErrorView error={query.error} onRetry={() => { void query.refetch(); }} />;
  return <>{waiting ?? <Shimmer label={words.loading} block />}</>;
}

export function ErrorView({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useShellWords();
  const told = explain(error, words);
  const styles = explainStyle();
  return (
    <div className={`card ${styles.root}`} role="alert">
      <BadIcon aria-hidden className={styles.icon} />
      <div className="grow">
        <h2 className="card-title">{told.title}</h2>
        <p>{told.sentence}</p>
        {told.remedy !== '' && <p className="muted">{told.remedy}</p>}
        <div className="row" style={{ marginTop: 12 }}>
          {told.act === 'retry' && onRetry !== undefined && <Button appearance="primary" icon={<RefreshIcon />} onClick={onRetry}>{words.retry}</Button>}
          {told.act === 'reload' && <Button appearance="primary" icon={<RefreshIcon />} onClick={() => location.reload()}>{words.reload}</Button>}
        </div>
        <details className={styles.details}><summary>{words.details}</summary><code className="mono">{told.details}</code></details>
      </div>
    </div>
  );
}

/** Catches what a page throws while it draws; another address, or the retry, starts afresh. */
export class PageBoundary extends Component<{ readonly at: string; readonly children: ReactNode }, { readonly error: unknown; readonly at: string }> {
  override state: { error: unknown; at: string } = { error: null, at: this.props.at };
  static getDerivedStateFromError(error: unknown) { return { error }; }
  static getDerivedStateFromProps(props: { at: string }, state: { at: string }) { return props.at === state.at ? null : { error: null, at: props.at }; }
  override render() {
    if (this.state.error === null) return this.props.children;
    return <main className="page"><ErrorView error={this.state.error} onRetry={() => this.setState({ error: null })} /></main>;
  }
}

/** Copies the address that opens this very object in Teams. */
export function CopyLink({ to, label, link, compact }: { readonly to: Route; readonly label: string; readonly link?: string | null; readonly compact?: boolean }) {
  const words = useShellWords();
  const { queries } = useSession();
  const notify = useNotify();
  const cache = useQueryClient();
  // Read ahead, so that the click finds it; a click that comes first waits for it.
  useQuery(queries.config);
  const [shown, setShown] = useState<string | null>(null);
  useReturnFocus(shown !== null);
  const copy = async () => {
    const config = await cache.ensureQueryData(queries.config).catch(() => null);
    const url = link ?? (config === null ? location.origin + pathOf(to) : teamsLink(config.appId, to, label, location.origin));
    try {
      await navigator.clipboard.writeText(url);
      notify({ tone: 'success', title: words.linkCopied });
    } catch {
      setShown(url);
    }
  };
  return (
    <>
      {compact
        ? <Tooltip content={words.copyLink} relationship="label"><Button appearance="subtle" icon={<LinkIcon />} onClick={() => { void copy(); }} /></Tooltip>
        : <Button appearance="subtle" icon={<LinkIcon />} onClick={() => { void copy(); }}>{words.copyLink}</Button>}
      <Dialog open={shown !== null} onOpenChange={(_event, data) => { if (!data.open) setShown(null); }}>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{words.copyLink}</DialogTitle>
            <DialogContent>
              <p style={{ marginBottom: 8 }}>{words.linkNotCopied}</p>
              <Input readOnly value={shown ?? ''} aria-label={words.copyLink} style={{ width: '100%' }} onFocus={(event) => event.currentTarget.select()} />
            </DialogContent>
            <DialogActions><Button appearance="primary" onClick={() => setShown(null)}>{words.close}</Button></DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </>
  );
}
