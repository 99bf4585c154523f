import type { IconName } from '../icon';
import type { Color, IconSize, Identity, NumberOrCss, Radius, Sizing, Spacing } from './vocabulary';

export type Badge = Identity & {
  type: 'Badge';
  label: string;
  color?: 'secondary' | 'success' | 'danger' | 'warning' | 'info' | 'discovery';
  variant?: 'solid' | 'soft' | 'outline';
  size?: 'sm' | 'md' | 'lg';
  pill?: boolean;
};

export type Icon = Identity & { type: 'Icon'; name: IconName; color?: Color; size?: IconSize };

export type ImagePosition =
  | 'top left'
  | 'top'
  | 'top right'
  | 'left'
  | 'center'
  | 'right'
  | 'bottom left'
  | 'bottom'
  | 'bottom right';

export type Image = Identity &
  Sizing & {
    type: 'Image';
    src: string;
    alt?: string;
    fit?: 'cover' | 'contain' | 'fill' | 'scale-down' | 'none';
    position?: ImagePosition;
    radius?: Radius;
    frame?: boolean;
    flush?: boolean;
    margin?: Spacing;
    background?: Color;
    aspectRatio?: NumberOrCss;
    flex?: NumberOrCss;
  };
