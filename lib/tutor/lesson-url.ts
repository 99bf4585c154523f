/**
 * The address of a page of the course. Its path is data, of a file or of a database: one that leads anywhere but where it
 * says leads to the site itself.
 *
 * @param siteUrl origin of the site, without a slash at the end
 * @param path with a slash at the beginning, perhaps with an anchor
 */
export function lessonUrl(siteUrl: string, path: string): string {
  const written = `${siteUrl}${path}`;
  const isPath = path.startsWith('/') && URL.canParse(written);
  if (!isPath) return `${siteUrl}/`;
  const url = new URL(written);
  // Without its anchor, so that one in any script is as good as another.
  const isAsWritten = url.origin === new URL(siteUrl).origin && isPlain(path.replace(/#.*$/s, ''));
  return isAsWritten ? url.href : `${siteUrl}/`;
}

/** Whether a path has nothing in it that two readers could take for two paths. */
function isPlain(path: string): boolean {
  const segments = path.split('/').slice(1);
  return segments.every((segment, at) => {
    const isLast = at === segments.length - 1;
    return (
      /^(?!\.{1,2}$)[\p{L}\p{N}._~%-]*$/u.test(segment) &&
      !/%(?:2e|2f|5c)/i.test(segment) &&
      (segment !== '' || isLast)
    );
  });
}
