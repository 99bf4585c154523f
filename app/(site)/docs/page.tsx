import { permanentRedirect } from 'next/navigation';

/** The course index is the home page. */
export default function DocsRoot() {
  permanentRedirect('/');
}
