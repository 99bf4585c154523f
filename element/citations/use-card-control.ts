import { useMemo, useRef, useState } from 'preact/hooks';
import type { CardControl, OpenCard } from './card-scope';

/** Time for the pointer to travel from the mark to its card, in ms. */
const TRAVEL = 200;

/** Which source card is open, and how it closes. */
export function useCardControl(): CardControl {
  const [open, setOpen] = useState<OpenCard | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  return useMemo(() => {
    const stay = () => clearTimeout(timer.current);
    return {
      open,
      stay,
      show: (card: OpenCard) => {
        stay();
        setOpen(card);
      },
      leave: () => {
        stay();
        timer.current = setTimeout(() => setOpen(null), TRAVEL);
      },
      close: () => {
        stay();
        setOpen(null);
      },
    };
  }, [open]);
}
