// Toasts: what was just done, with a way back where there is one.
import { createContext, useContext, type ReactNode } from 'react';
import { Link, Toast, ToastBody, Toaster, ToastFooter, ToastTitle, useId, useToastController, type ToastIntent } from '@fluentui/react-components';

export interface Notice { readonly tone: ToastIntent; readonly title: string; readonly body?: string; readonly act?: { readonly name: string; readonly run: () => void } }
const NotifyContext = createContext<(notice: Notice) => void>(() => undefined);
export const useNotify = () => useContext(NotifyContext);

export function Notices({ children }: { readonly children: ReactNode }) {
  const toaster = useId('notices');
  const { dispatchToast } = useToastController(toaster);
  const notify = ({ tone, title, body, act }: Notice) => dispatchToast(
    <Toast>
      <ToastTitle>{title}</ToastTitle>
      {body !== undefined && <ToastBody>{body}</ToastBody>}
      {act !== undefined && <ToastFooter><Link as="button" onClick={act.run}>{act.name}</Link></ToastFooter>}
    </Toast>,
    // Something that can be undone stays long enough to be read and reached by keyboard.
    { intent: tone, timeout: act === undefined ? 5000 : 12_000, pauseOnHover: true, pauseOnWindowBlur: true },
  );
  return <NotifyContext.Provider value={notify}>{children}<Toaster toasterId={toaster} position="bottom-end" /></NotifyContext.Provider>;
}
