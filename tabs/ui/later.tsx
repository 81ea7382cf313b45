// A part of a page that most readers do not open: its code is fetched when it is first drawn, and at once from then on.
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

/** React.lazy would show its fallback for a moment each time, and React then keeps it 300 ms. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, waiting: () => ReactNode): ComponentType<Props> {
  let ready: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [brought, setBrought] = useState<ComponentType<Props> | null>(() => ready);
    const [lost, setLost] = useState<unknown>(null);
    useEffect(() => {
      const bring = async (): Promise<void> => { ready = await load(); setBrought(() => ready); };
      if (brought === null) bring().catch(setLost);
    }, [brought]);
    if (lost !== null) throw lost;
    const Part = brought;
    return Part === null ? waiting() : <Part {...props} />;
  };
}
