import { type ComponentType, createContext, type RefObject } from 'preact';
import { useContext } from 'preact/hooks';
import type { ActionConfig, WidgetItem } from '@/lib/chatkit/protocol';
import type { ResolvedScheme } from '../theme/palette';
import type { NodeProps } from './read-props';

/** What is dimmed while an action runs: nothing, the control that fired it, or the whole widget. */
export type Loading = 'none' | 'self' | 'container';

export interface Fired {
  action: ActionConfig;
  /** Names the control. */
  source: string;
  loading: Loading;
  values: ReadonlyMap<string, unknown>;
}

/** What every component of one widget can ask for. */
export interface WidgetScope {
  item: WidgetItem;
  imageDomains: string[] | undefined;
  /** The thread takes nothing more, or the server has dropped the widget. */
  disabled: boolean;
  /** An answer is coming, so actions that begin a turn have to wait. */
  blocked: boolean;
  /** It came while this page was open, rather than with an old thread. */
  arrived: boolean;
  /** Names of fields that a `Label` of the widget names. */
  labelled: ReadonlySet<string>;
  /** The controls whose action runs. */
  loading: ReadonlyMap<string, Loading>;
  fire(fired: Fired): void;
  /** Draws any component; here, because containers and the list of components cannot import each other. */
  View: ComponentType<NodeProps>;
}

export const WidgetContext = createContext<WidgetScope | null>(null);

export function useWidget(): WidgetScope {
  const scope = useContext(WidgetContext);
  if (!scope) throw new Error('a component was rendered outside a widget');
  return scope;
}

/** An action of a widget, bound to a control. */
export interface BoundAction {
  /** Whether there is anything to do. */
  armed: boolean;
  /** It runs, and its control is to show it. */
  loading: boolean;
  /** It has to wait for the answer that is coming. */
  blocked: boolean;
  /** `own`: the value that the control itself just took. */
  fire(own?: ReadonlyMap<string, unknown>): void;
}

/** The form that a control stands in. */
export interface FormScope {
  id: string;
  element: RefObject<HTMLFormElement | null>;
  /** What submitting it does. */
  submit: BoundAction;
}

export const FormContext = createContext<FormScope | null>(null);

/** The scheme that colours resolve by; a root can force one for what is inside. */
export const SchemeContext = createContext<ResolvedScheme>('light');

export const useScheme = (): ResolvedScheme => useContext(SchemeContext);

/** Whether the parent is a list, so that rows are list items. */
export const ListContext = createContext(false);
