import { Store } from '../thread/store';
import type { MathElement } from './math-node';

type Draw = (tex: string, display: boolean) => MathElement | null;

/** What draws formulas, once its chunk is here; they are TeX until then, and stay so if it does not come. */
export const formulaDrawer = new Store<Draw | null>(null);

let asked = false;

export function loadFormulas(): void {
  if (asked) return;
  asked = true;
  import('./draw-formula').then(
    ({ drawFormula }) => formulaDrawer.set(drawFormula),
    () => {
      // Offline, or replaced by a newer build: the next formula may have more luck.
      asked = false;
    },
  );
}
