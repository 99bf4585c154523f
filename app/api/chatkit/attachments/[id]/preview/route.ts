import { NotFound } from '@/lib/chatkit/server/errors';
import { PREVIEW_TYPE, smallPreview } from '@/lib/files/small-preview';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

interface Params {
  params: Promise<{ id: string }>;
}

/** Pictures that were drawn anew before they were stored; nothing else is ever served. */
const SHOWN = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

/** A small picture of an uploaded image; the signed link in the URL says whose. */
export const GET = crossOrigin(async (request: Request, { params }: Params): Promise<Response> => {
  const parts = await robolearn();
  const { links, files } = parts;
  return handleRoute(request, parts, async ({ note }) => {
    const { id } = await params;
    const principal = await links.verify('preview', id, request);
    note({ userId: principal.userId, operation: 'attachments.preview' });
    const file = await files.get(principal, id);
    if (!file || !SHOWN.includes(file.mimeType)) throw new NotFound('attachment');
    return new Response(await smallPreview(file.bytes), {
      headers: {
        'Content-Type': PREVIEW_TYPE,
        'Content-Disposition': 'inline',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'private, max-age=300',
      },
    });
  });
});

export { preflight as OPTIONS };
