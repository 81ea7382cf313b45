// The tree itself: arrows walk it, Enter or a click shows the committee beside it, the chevron folds.
import { useState, type MouseEvent, type Ref } from 'react';
import { Button, FlatTree, FlatTreeItem, TreeItemLayout, treeItemLayoutClassNames, useHeadlessFlatTree_unstable, type FlatTreeItemProps, type HeadlessFlatTreeItemProps, type TreeItemValue } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { CommitteeSummary } from '../../src/contract/committees.ts';
import { committeeWords } from '../committee/words.ts';
import { WorkspaceMark } from '../committee/overview.tsx';
import { useSession, useWords } from '../session.tsx';
import { DriftMarkIcon, RestrictedIcon, VacantIcon, WarnIcon } from '../ui/icons.ts';
import { Chip, Mark } from '../ui/parts.tsx';
import { openAtFirst, type DriftByCommittee, type TreeRow } from './view-model.ts';
import { networkWords } from './words.ts';

type Item = HeadlessFlatTreeItemProps & { readonly row: TreeRow };

export function CommitteeTree({ rows, committees, unfolded, drifts, chosen, onChoose }: {
  readonly rows: readonly TreeRow[];
  readonly committees: readonly CommitteeSummary[];
  /** While a filter is on, everything that it keeps shows. */
  readonly unfolded: boolean;
  readonly drifts: DriftByCommittee;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const words = useWords(networkWords);
  const [open, setOpen] = useState<ReadonlySet<TreeItemValue>>(() => openAtFirst(committees));
  const shownOpen: ReadonlySet<TreeItemValue> = unfolded ? new Set(rows.map((row) => row.committee.id)) : open;
  // What a deep link opens must be in sight; folded again by hand, it stays folded.
  const [inSight, setInSight] = useState<string | null>(null);
  if (chosen !== inSight) {
    setInSight(chosen);
    if (chosen !== null) setOpen(new Set([...open, ...wayUp(chosen, committees)]));
  }

  const items: Item[] = rows.map((row) => ({ value: row.committee.id, itemType: row.children > 0 ? 'branch' : 'leaf', ...(row.parentId !== null && { parentValue: row.parentId }), row }));
  const tree = useHeadlessFlatTree_unstable(items, {
    openItems: shownOpen as Set<TreeItemValue>,
    onOpenChange: (_event, data) => {
      // A click on the row chooses; only the chevron and the arrows fold and unfold.
      if (data.type === 'Click' || data.type === 'Enter') return;
      setOpen(() => { const next = new Set(shownOpen); if (data.open) next.add(data.value); else next.delete(data.value); return next; });
    },
  });
  const { ref, ...treeProps } = tree.getTreeProps();
  const branches = rows.filter((row) => row.children > 0);
  const allOpen = branches.every((row) => shownOpen.has(row.committee.id));
  return (
    <>
      {!unfolded && branches.length > 0 && (
        <div style={{ textAlign: 'end' }} data-no-print>
          <Button size="small" appearance="transparent" onClick={() => setOpen(allOpen ? new Set() : new Set(branches.map((row) => row.committee.id)))}>{allOpen ? words.collapseAll : words.expandAll}</Button>
        </div>
      )}
      <FlatTree {...treeProps} ref={ref as Ref<HTMLDivElement> & Ref<never>} aria-label={words.tree} size="medium">
        {Array.from(tree.items(), (item) => {
          const { row, ...props } = item.getTreeItemProps();
          return <Row key={row.committee.id} row={row} props={props as FlatTreeItemProps} drift={drifts.get(row.committee.id) ?? 0} chosen={chosen === row.committee.id} onChoose={onChoose} />;
        })}
      </FlatTree>
    </>
  );
}

function wayUp(id: string, committees: readonly CommitteeSummary[]): readonly string[] {
  const parents = new Map(committees.map((one) => [one.id, one.parentId]));
  const way: string[] = [];
  for (let at = parents.get(id) ?? null; at !== null && !way.includes(at); at = parents.get(at) ?? null) way.push(at);
  return way;
}

function Row({ row, props, drift, chosen, onChoose }: { readonly row: TreeRow; readonly props: FlatTreeItemProps; readonly drift: number; readonly chosen: boolean; readonly onChoose: (id: string) => void }) {
  const words = useWords(networkWords);
  const common = useWords(committeeWords);
  const cache = useQueryClient();
  const { queries } = useSession();
  const { committee } = row;
  const ahead = () => { cache.prefetchQuery(queries.committee(committee.id)).catch(() => undefined); };
  const choose = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest(`.${treeItemLayoutClassNames.expandIcon}`) !== null) return;
    onChoose(committee.id);
  };
  return (
    <FlatTreeItem {...props} {...(chosen && { 'aria-current': true })} data-row="" onClick={choose} onMouseEnter={ahead}>
      <TreeItemLayout main={{ className: 'tree-main' }} {...(chosen && { className: 'tree-chosen' })}>
        <span className="tree-row" data-way={row.wayOnly || undefined}>
          <span className="tree-name"><span className="tree-acronym">{committee.acronym}</span>{committee.name}{committee.mine !== null && <> <Chip>{words.mine(committee.mine)}</Chip></>}</span>
          <span className="tree-marks">
            {committee.confidential && <Mark tone="calm" icon={RestrictedIcon}><span className="visually-hidden">{common.restricted}</span></Mark>}
            {committee.seats.vacant > 0 && <Mark tone="warn" icon={VacantIcon}>{words.vacantIn(committee.seats.vacant)}</Mark>}
            {committee.seats.underRepresented > 0 && <Mark tone="warn" icon={WarnIcon}>{words.underIn(committee.seats.underRepresented)}</Mark>}
            {drift > 0 && <Mark tone="warn" icon={DriftMarkIcon}>{words.driftIn(drift)}</Mark>}
            {committee.workspace.state !== 'ready' && <WorkspaceMark state={committee.workspace.state} />}
          </span>
          <span className="tree-level">{committee.levelName}</span>
        </span>
      </TreeItemLayout>
    </FlatTreeItem>
  );
}
