import { z } from 'zod';

/**
 * A widget component. Kept verbatim with every property it carries (trap T24): only `type` and the shape of `children`
 * are checked here; what a component means is for the client. `KnownWidgetComponent` is for writing them.
 */
export interface WidgetComponent {
  type: string;
  key?: string;
  id?: string;
  children?: WidgetComponent | WidgetComponent[];
  [prop: string]: unknown;
}

export interface WidgetRoot extends WidgetComponent {
  type: 'Card' | 'ListView' | 'Basic';
}

/** In a widget null is the same as missing (spec 1.4.4); tools that write every property of a component write nulls. */
const orNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

const base = {
  key: orNull(z.string()),
  id: orNull(z.string()),
  children: orNull(
    z.lazy(
      (): z.ZodType<WidgetComponent | WidgetComponent[]> =>
        z.union([widgetComponent, z.array(widgetComponent)]),
    ),
  ),
};

export const widgetComponent: z.ZodType<WidgetComponent> = z.looseObject({
  ...base,
  type: z.string().min(1),
});

export const widgetRoot: z.ZodType<WidgetRoot> = z.looseObject({
  ...base,
  type: z.enum(['Card', 'ListView', 'Basic']),
});

/** An action bound to a widget; `handler: "client"` never reaches the server (spec 3.8). */
export const actionConfig = z.object({
  type: z.string().min(1),
  payload: z.unknown().optional(),
  handler: z.enum(['client', 'server']).default('server'),
  loadingBehavior: z.enum(['auto', 'none', 'self', 'container']).default('auto'),
  streaming: z.boolean().default(true),
});

export type ActionConfig = z.infer<typeof actionConfig>;

/** An action as one writes it: what has a default may be left out. */
export type ActionConfigInput = z.input<typeof actionConfig>;
