import { citationStyles } from './citation-styles';
import { composerStyles } from './composer-styles';
import { controlStyles } from './control-styles';
import { formulaStyles } from './formula-styles';
import { historyStyles } from './history-styles';
import { layoutStyles } from './layout-styles';
import { proseStyles } from './prose-styles';
import { transcriptStyles } from './transcript-styles';
import { widgetControlStyles } from './widget-control-styles';
import { widgetStyles } from './widget-styles';

let sheet: CSSStyleSheet | null = null;

/** The styles of every element on the page, shared. Constructed: `<style>` is what a strict policy blocks. */
export function baseSheet(): CSSStyleSheet {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(
    [
      layoutStyles,
      controlStyles,
      transcriptStyles,
      proseStyles,
      formulaStyles,
      citationStyles,
      composerStyles,
      historyStyles,
      widgetStyles,
      widgetControlStyles,
    ].join(''),
  );
  return sheet;
}
