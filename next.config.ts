import type { NextConfig } from 'next';

/** Nothing here needs them; dictation needs the microphone. */
const FEATURES = [
  ...[
    'accelerometer',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'midi',
    'payment',
    'usb',
  ].map((name) => `${name}=()`),
  'microphone=(self)',
].join(', ');

const headers = (values: Record<string, string>) =>
  Object.entries(values).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The type check and the linter run once, in `npm run check`, not again in every build.
  typescript: { ignoreBuildErrors: true },
  // PGlite loads its WebAssembly beside its own file, and the Prisma adapters must share one copy of their drivers.
  serverExternalPackages: [
    '@electric-sql/pglite',
    // Native code, beside its own file.
    'fs-native-extensions',
    'pglite-prisma-adapter',
    '@prisma/adapter-pg',
    'pg',
    'pino',
    // Loaded only where traces are sent.
    '@opentelemetry/api',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-base',
    // It reads its list from a file beside its own.
    'word-list',
  ],
  outputFileTracingIncludes: {
    '/**': [
      './content/**',
      './prisma/migrations/**',
      './node_modules/word-list/words.txt',
      './.data/search/**',
      './.inline-scripts/**',
    ],
  },
  experimental: {
    // A route is loaded when it is asked for: most of the code is in few of them, and all of it is there many times.
    preloadEntriesOnStart: false,
  },
  // The content security policy of pages is in `proxy.ts`; permission for other origins in `lib/identity/cross-origin.ts`.
  async headers() {
    return [
      {
        source: '/:path*',
        headers: headers({
          'X-Content-Type-Options': 'nosniff',
          'X-Frame-Options': 'DENY',
          'Referrer-Policy': 'strict-origin-when-cross-origin',
          'Permissions-Policy': FEATURES,
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Resource-Policy': 'same-origin',
        }),
      },
      {
        source: '/:path*',
        has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
        headers: headers({ 'Strict-Transport-Security': 'max-age=63072000' }),
      },
      // The element and its parts are the same for everybody, and are modules of pages elsewhere.
      {
        source: '/:file(chatkit[\\w-]*\\.js)',
        headers: headers({
          'Access-Control-Allow-Origin': '*',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        }),
      },
      // Signed, short-lived links to pictures, which pages that embed the tutor show.
      {
        source: '/api/chatkit/attachments/:id/preview',
        headers: headers({ 'Cross-Origin-Resource-Policy': 'cross-origin' }),
      },
    ];
  },
  async rewrites() {
    // The original service answered at /chatkit; widgets that still point there keep working.
    return [
      { source: '/chatkit', destination: '/api/chatkit' },
      { source: '/chatkit/:path*', destination: '/api/chatkit/:path*' },
    ];
  },
};

export default config;
