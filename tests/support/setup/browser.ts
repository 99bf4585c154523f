import { ensureBrowser } from '../../../scripts/ensure-browser';

/** Before tests in a browser: finds or installs one. The workers, which start later, look for it anew. */
export default function setup(): void {
  ensureBrowser();
}
