import { robolearn } from '@/lib/compose';
import { health } from '@/lib/observability/health';

export const dynamic = 'force-dynamic';

/** 200 while the process serves; the body tells the state of each part. */
export async function GET(): Promise<Response> {
  return Response.json(await health(await robolearn()));
}
