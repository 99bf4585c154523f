import { AskHeaderButton } from '@/components/tutor/ask-header-button';
import { HeaderNav } from './header-nav';
import { ThemeMenu } from './theme-menu';
import { UserMenu } from './user-menu';
import { Wordmark } from './wordmark';

/** The bar at the top of every page. */
export function SiteHeader() {
  return (
    <header className="no-print sticky top-0 z-30 border-b border-line bg-ground/92 backdrop-blur-md supports-[backdrop-filter]:bg-ground/85">
      <div className="mx-auto flex h-[calc(var(--header-height)-1px)] max-w-[92rem] items-center gap-2 px-4 @2xl/page:px-6 @7xl/page:px-8">
        <Wordmark />
        <HeaderNav />
        <div className="ms-auto flex items-center gap-1">
          <AskHeaderButton />
          <ThemeMenu />
          <UserMenu />
        </div>
      </div>
    </header>
  );
}
