import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { EARLY_SCRIPT } from '@/components/site/early-script';
import './globals.css';

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  display: 'swap',
  // Other alphabets and the fallback with Inter's measures follow it in globals.css.
  adjustFontFallback: false,
});

const jetBrainsMono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains',
  weight: '100 800',
  display: 'swap',
  adjustFontFallback: false,
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'RoboLearn: a course on physical AI and robotics', template: '%s · RoboLearn' },
  description:
    'A robotics course from the first ROS 2 node to robots that see, read and act, with a tutor beside every lesson.',
  applicationName: 'RoboLearn',
  openGraph: { type: 'website', siteName: 'RoboLearn', locale: 'en' },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // The composer of the tutor stays above the keyboard of a phone.
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1217' },
  ],
};

/** The document of every page. It reads neither cookies nor the session, so that pages stay static. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html
      lang="en"
      className={`${inter.variable} ${jetBrainsMono.variable}`}
      // The early script sets attributes on it before React arrives.
      suppressHydrationWarning
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and it has to run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: EARLY_SCRIPT }} />
      </head>
      <body className="font-sans">{children}</body>
    </html>
  );
}
