/** Whether a link that a model wrote may be shown as one. */
export type LinkPolicy = (destination: string) => boolean;

/**
 * Only links to pages of the course: by their path, or by the address of the site. Whatever cannot be told for sure is none.
 *
 * @param siteUrl origin of the site, without a slash at the end
 * @param route where it serves the course, as in `/docs`
 */
export function courseLinks(siteUrl: string, route: string): LinkPolicy {
  const origin = URL.canParse(siteUrl) ? new URL(siteUrl).origin : undefined;
  return (destination) => {
    // Everything else is read differently by different readers.
    if (!/^[\w./#%:~-]+$/.test(destination)) return false;
    if (/^#[\w-]*$/.test(destination)) return true;
    const isPath = destination.startsWith(`${route}/`);
    const isOwn = destination.startsWith(`${siteUrl}${route}/`);
    if (!isPath && !isOwn) return false;
    if (!URL.canParse(destination, `${siteUrl}/`)) return false;
    const target = new URL(destination, `${siteUrl}/`);
    return target.origin === origin && target.pathname.startsWith(`${route}/`);
  };
}
