import { failureName } from './failure-name';
import type { Tracing } from './tracing';

/** The same object, each call of its methods in a span `part.method`: of arguments and results it tells nothing but a length. */
export function watchedCalls<T extends object>(tracing: Pick<Tracing, 'begin'>, part: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      const member: unknown = Reflect.get(object, key);
      if (typeof member !== 'function' || typeof key !== 'string') return member;
      return (...given: unknown[]): unknown => {
        const span = tracing.begin(`${part}.${key}`);
        const failed = (error: unknown) => span.end(failureName(error));
        try {
          const result: unknown = span.carry(() => Reflect.apply(member, object, given));
          if (result instanceof Promise) {
            result.then((value: unknown) => {
              if (Array.isArray(value)) span.set({ count: value.length });
              span.end();
            }, failed);
          } else span.end();
          return result;
        } catch (error) {
          failed(error);
          throw error;
        }
      };
    },
  });
}
