import { config } from '../config';

const METHODS = 'GET, POST, PUT, OPTIONS';

/** What the element and the pages around it send. A preflight that asks for another header is answered with these all the same. */
const REQUEST_HEADERS = [
  'Accept',
  'Accept-Language',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'Last-Event-ID',
  'X-ChatKit-Resume',
  'X-Request-ID',
  'X-User-ID',
].join(', ');

/** What a page of another origin can read beside the body. */
const RESPONSE_HEADERS = [
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Limit',
  'RateLimit-Policy',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'X-ChatKit-Active-Run',
  'X-ChatKit-Extensions',
  'X-ChatKit-Run-ID',
  'X-ChatKit-Run-Position',
  'X-Request-ID',
].join(', ');

/** Browsers ask again at the latest after this long; some after less. */
const PREFLIGHT_SECONDS = 7200;

type Handler<Rest extends unknown[]> = (request: Request, ...rest: Rest) => Promise<Response>;

/** Lets pages of the allowed origins, and of no others, read every answer of a route: refusals and streams too. */
export function crossOrigin<Rest extends unknown[]>(handler: Handler<Rest>): Handler<Rest> {
  return async (request, ...rest) => {
    const response = await handler(request, ...rest);
    response.headers.append('Vary', 'Origin');
    if (allow(request, response.headers)) {
      response.headers.set('Access-Control-Expose-Headers', RESPONSE_HEADERS);
    }
    return response;
  };
}

/** Answers what a browser asks before a request from another origin. Strangers get no permission, and are told so. */
export async function preflight(request: Request): Promise<Response> {
  const headers = new Headers({ Vary: 'Origin' });
  if (!allow(request, headers)) return new Response(null, { status: 403, headers });
  headers.set('Access-Control-Allow-Methods', METHODS);
  headers.set('Access-Control-Allow-Headers', REQUEST_HEADERS);
  headers.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
  return new Response(null, { status: 204, headers });
}

/** Names the origin in `headers` if it is an allowed one, letter by letter. */
function allow(request: Request, headers: Headers): boolean {
  const origin = request.headers.get('origin');
  if (origin === null || !config().allowedOrigins.includes(origin)) return false;
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  return true;
}
