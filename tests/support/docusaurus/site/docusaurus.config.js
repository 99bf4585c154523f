/** The smallest site that has pages in two languages. Broken links are part of what is tested elsewhere. */
module.exports = {
  title: 'Rules',
  url: 'https://rules.example',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  onBrokenAnchors: 'ignore',
  onDuplicateRoutes: 'ignore',
  i18n: {
    defaultLocale: 'en',
    locales: ['en', 'ur'],
    localeConfigs: { ur: { direction: 'rtl' } },
  },
  presets: [['classic', { docs: { sidebarPath: false }, blog: false, pages: false }]],
};
