/** A passage that is to be shown when its page has arrived. */
interface Arriving {
  pathname: string;
  quotation: string;
}

let arriving: Arriving | undefined;

/** Remembers what a page that is being opened is to show. */
export function expectPassage(pathname: string, quotation: string): void {
  arriving = { pathname, quotation };
}

/** The quotation that the page at a path was opened for, once; undefined for a page that was opened without one. */
export function takePassage(pathname: string): string | undefined {
  const taken = arriving?.pathname === pathname ? arriving.quotation : undefined;
  arriving = undefined;
  return taken;
}
