import type { FunctionTool } from '@openai/agents';

/** Does the work of a tool, and sees when it begins and ends. */
export type ToolObserver = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** The same tool, its calls seen by the observer if there is one. */
export function observedTool<Context>(
  tool: FunctionTool<Context, never, string>,
  observe: ToolObserver | undefined,
): FunctionTool<Context, never, string> {
  if (!observe) return tool;
  return { ...tool, invoke: (...given) => observe(tool.name, () => tool.invoke(...given)) };
}
