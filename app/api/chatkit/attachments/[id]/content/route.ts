import { robolearn } from '@/lib/compose';
import { uploadedBytes } from '@/lib/files/uploaded-file';
import { handleRoute } from '@/lib/observability/handle-route';

interface Params {
  params: Promise<{ id: string }>;
}

/** The bytes of a two-phase upload; the signed link in the URL says whose. */
async function upload(request: Request, { params }: Params): Promise<Response> {
  const { log, links, uploads } = await robolearn();
  return handleRoute(request, log, async ({ note }) => {
    const { id } = await params;
    const principal = await links.verify('upload', id, request);
    note({ userId: principal.userId, operation: 'attachments.content' });
    await uploads.accept(principal, id, ({ attachment, size }) =>
      uploadedBytes(request, { size, mimeType: attachment.mime_type }),
    );
    return Response.json({ id });
  });
}

export { upload as POST, upload as PUT };
