import { z } from 'zod';

/**
 * A widget component. Kept verbatim with every property it carries (trap T24): only `type` and the shape of `children`
 * are checked here; what a component means is for the client.
 */
export interface WidgetComponent {
  type: string;
  key?: string;
  id?: string;
  children?: WidgetComponent | WidgetComponent[];
  [prop: string]: unknown;
}

export const widgetComponent: z.ZodType<WidgetComponent> = z.lazy(() =>
  z.looseObject({
    type: z.string().min(1),
    key: z.string().optional(),
    id: z.string().optional(),
    children: z.union([widgetComponent, z.array(widgetComponent)]).optional(),
  }),
);

export const widgetRoot = z.looseObject({
  type: z.enum(['Card', 'ListView', 'Basic']),
  key: z.string().optional(),
  id: z.string().optional(),
  children: z.union([widgetComponent, z.array(widgetComponent)]).optional(),
});

export type WidgetRoot = z.infer<typeof widgetRoot>;

/** An action bound to a widget; `handler: "client"` never reaches the server (spec 3.8). */
export const actionConfig = z.object({
  type: z.string().min(1),
  payload: z.unknown().optional(),
  handler: z.enum(['client', 'server']).default('server'),
  loadingBehavior: z.enum(['auto', 'none', 'self', 'container']).default('auto'),
  streaming: z.boolean().default(true),
});

export type ActionConfig = z.infer<typeof actionConfig>;
