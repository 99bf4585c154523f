import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Citation } from './number-sources';

/** The card that shows a source beside its mark. One at a time in a chat. */
export interface OpenCard {
  citation: Citation;
  anchor: HTMLElement;
}

export interface CardControl {
  open: OpenCard | null;
  show(card: OpenCard): void;
  /** Closes soon, so that the pointer can travel to the card. */
  leave(): void;
  stay(): void;
  close(): void;
}

const NONE: CardControl = {
  open: null,
  show: () => undefined,
  leave: () => undefined,
  stay: () => undefined,
  close: () => undefined,
};

export const CardContext = createContext<CardControl>(NONE);

export const useCard = (): CardControl => useContext(CardContext);
