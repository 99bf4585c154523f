import { directUpload } from '@/lib/files/direct-upload';
import { crossOrigin, preflight } from '@/lib/identity/cross-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

/** Direct upload: one form with the field `file`; answers the attachment. */
export const POST = crossOrigin(async (request: Request): Promise<Response> => {
  const parts = await robolearn();
  const { identify, limits, uploads, attachments, tutor, siteUrl } = parts;
  return handleRoute(request, parts, async ({ requestId, note, send }) => {
    const { principal } = await identify(request);
    note({ userId: principal.userId, operation: 'attachments.upload' });
    send(await limits.admit(principal, 'uploads'));
    const context = {
      principal,
      requestId,
      metadata: {},
      loadProfile: async () => ({}),
      page: undefined,
      siteUrl: siteUrl(request),
    };
    const wire = tutor.wire(context);
    return Response.json(await directUpload(request, context, { uploads, attachments, wire }));
  });
});

export { preflight as OPTIONS };
