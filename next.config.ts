import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The type check and the linter run once, in `npm run check`, not again in every build.
  typescript: { ignoreBuildErrors: true },
  // PGlite loads its WebAssembly beside its own file, and the Prisma adapters must share one copy of their drivers.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pglite-prisma-adapter',
    '@prisma/adapter-pg',
    'pg',
    'pino',
    // It reads its list from a file beside its own.
    'word-list',
  ],
  outputFileTracingIncludes: {
    '/**': [
      './content/**',
      './prisma/migrations/**',
      './node_modules/word-list/words.txt',
      './.data/search/**',
    ],
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
