// A day of the register as the reader writes it: « 7 janvier 2027 ».
import { useLanguage } from '../session.tsx';
import { day, localAt } from '../ui/format.ts';

export const useDay = () => {
  const language = useLanguage();
  return (date: string): string => day(localAt(`${date.slice(0, 10)}T12:00`), language, 'UTC', { weekday: false });
};
