/** @jsxImportSource preact */
import { type ComponentChildren, createElement } from 'preact';

type Level = 1 | 2 | 3 | 4 | 5 | 6;

const isLevel = (value: number): value is Level => Number.isInteger(value) && value >= 1 && value <= 6;

/** A heading of a computed level; what would be deeper than 6 is 6. */
export function Heading(props: {
  level: number;
  class?: string;
  id?: string;
  part?: string;
  dir?: 'auto';
  children: ComponentChildren;
}) {
  const { level, children, ...rest } = props;
  return createElement(`h${isLevel(level) ? level : 6}`, rest, children);
}
