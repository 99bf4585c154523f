import { uploadedBytes } from '@/lib/files/uploaded-file';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

interface Params {
  params: Promise<{ id: string }>;
}

/** The bytes of a two-phase upload, or that a browser has put them into the bucket; the signed link in the URL says whose. */
const upload = crossOrigin(async (request: Request, { params }: Params): Promise<Response> => {
  const parts = await robolearn();
  const { limits, links, uploads } = parts;
  return handleRoute(request, parts, async ({ note, send }) => {
    const { id } = await params;
    const principal = await links.verify('upload', id, request);
    note({ userId: principal.userId, operation: 'attachments.content' });
    send(await limits.admit(principal));
    if (uploads.files.direct) await uploads.acceptUploaded(principal, id);
    else
      await uploads.accept(principal, id, ({ attachment, size }) =>
        uploadedBytes(request, { size, mimeType: attachment.mime_type }),
      );
    return Response.json({ id });
  });
});

export { preflight as OPTIONS, upload as POST, upload as PUT };
