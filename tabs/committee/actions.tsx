// The committee's actions: its list or its board, with the filters that its members choose.
import { useState } from 'react';
import { NO_FILTER, type ActionFilter } from '../actions/address.ts';
import type { WorkbenchProps } from '../actions/workbench.tsx';
import { useShellWords } from '../session.tsx';
import { later } from '../ui/later.tsx';
import { Shimmer } from '../ui/parts.tsx';

// Twice the weight of all the rest of the committee's page.
const Workbench = later<WorkbenchProps>(() => import('../actions/workbench.tsx').then((module) => module.Workbench), () => <Waiting />);

export function CommitteeActions({ id }: { readonly id: string }) {
  const [at, setAt] = useState<{ readonly filter: ActionFilter; readonly board: boolean }>({ filter: { ...NO_FILTER, committee: id }, board: false });
  return <Workbench filter={at.filter} board={at.board} within={id} onAt={(filter, board) => setAt({ filter, board })} />;
}

function Waiting() {
  return <Shimmer label={useShellWords().loading} lines={[45, 90, 75, 90, 60]} block />;
}
