// The committee's part of the register.
import { useState } from 'react';
import { NO_DECISION_FILTER, type DecisionFilter } from '../decisions/address.ts';
import type { RegisterProps } from '../decisions/register.tsx';
import { useShellWords } from '../session.tsx';
import { later } from '../ui/later.tsx';
import { Shimmer } from '../ui/parts.tsx';

const Register = later<RegisterProps>(() => import('../decisions/register.tsx').then((module) => module.Register), () => <Waiting />);

export function CommitteeDecisions({ id }: { readonly id: string }) {
  const [filter, setFilter] = useState<DecisionFilter>({ ...NO_DECISION_FILTER, committee: id });
  return <Register filter={filter} within={id} onFilter={setFilter} />;
}

function Waiting() {
  return <Shimmer label={useShellWords().loading} lines={[45, 90, 75, 90, 60]} block />;
}
