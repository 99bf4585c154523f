import { robolearn } from '@/lib/compose';
import { directUpload } from '@/lib/files/direct-upload';
import { handleRoute } from '@/lib/observability/handle-route';

/** Direct upload: one form with the field `file`; answers the attachment. */
export async function POST(request: Request): Promise<Response> {
  const { log, identify, uploads, attachments, tutor, siteUrl } = await robolearn();
  return handleRoute(request, log, async ({ requestId, note }) => {
    const { principal } = await identify(request);
    note({ userId: principal.userId, operation: 'attachments.upload' });
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
}
