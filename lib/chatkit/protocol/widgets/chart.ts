import type { Color, Identity, NumberOrCss, Sizing } from './vocabulary';

export type CurveType =
  | 'basis'
  | 'basisClosed'
  | 'basisOpen'
  | 'bumpX'
  | 'bumpY'
  | 'bump'
  | 'linear'
  | 'linearClosed'
  | 'natural'
  | 'monotoneX'
  | 'monotoneY'
  | 'monotone'
  | 'step'
  | 'stepBefore'
  | 'stepAfter';

/** `dataKey` names the field of each row that is drawn. The label must be there, and may be null for none. */
type SeriesProps = { label: string | null; dataKey: string; color?: Color };

export type BarSeries = SeriesProps & { type: 'bar'; stack?: string };
export type AreaSeries = SeriesProps & { type: 'area'; stack?: string; curveType?: CurveType };
export type LineSeries = SeriesProps & { type: 'line'; curveType?: CurveType };
export type ChartSeries = BarSeries | AreaSeries | LineSeries;

export type ChartAxis = string | { dataKey: string; hide?: boolean; labels?: Record<string, string> };

export type Chart = Identity &
  Sizing & {
    type: 'Chart';
    data: Record<string, string | number>[];
    series: ChartSeries[];
    xAxis: ChartAxis;
    showYAxis?: boolean;
    showLegend?: boolean;
    showTooltip?: boolean;
    barGap?: number;
    barCategoryGap?: number;
    flex?: NumberOrCss;
    aspectRatio?: NumberOrCss;
  };
