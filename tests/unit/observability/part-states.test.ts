import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { observeTutor } from '@/lib/observability/observe-tutor';
import { type PartSources, partStates } from '@/lib/observability/part-states';
import { PartWatch } from '@/lib/observability/part-watch';
import { noTracing } from '@/lib/observability/tracing/no-tracing';

describe('a part that is seen in use', () => {
  test('is unknown at first; a failure counts from the first in a row until the next success', () => {
    let now = 0;
    const watch = new PartWatch(() => {
      now += 60_000;
      return new Date(now);
    });
    expect(watch.state).toEqual({ state: 'unknown' });
    watch.begin()(false);
    watch.begin()(false);
    expect(watch.state).toEqual({ state: 'down', since: '1970-01-01T00:01:00.000Z' });
    watch.begin()(true);
    expect(watch.state).toEqual({ state: 'up' });
    watch.begin()(false);
    expect(watch.state).toEqual({ state: 'down', since: '1970-01-01T00:02:00.000Z' });
  });

  test('is not down for a call that was made before another was answered', () => {
    const watch = new PartWatch();
    const [early, late] = [watch.begin(), watch.begin()];
    late(true);
    early(false);
    expect(watch.state).toEqual({ state: 'up' });
    watch.begin()(false);
    expect(watch.state).toMatchObject({ state: 'down' });
  });

  test.each([
    ['connection', true, 'down'],
    ['quota', true, 'down'],
    ['refused', false, 'up'],
    ['busy', false, 'up'],
    [undefined, true, 'up'],
    // Stopped before anything came: nobody knows.
    [undefined, false, 'unknown'],
  ] as const)(
    'a call to the model that ended with %s, answered: %s, shows it as %s',
    (failure, answered, state) => {
      const watch = new PartWatch();
      const { modelCall } = observeTutor({ modelCalled: () => undefined }, noTracing, watch);
      modelCall({ purpose: 'answer', model: 'some' })({ failure, answered });
      expect(watch.state).toMatchObject({ state });
    },
  );
});

test('an answer that breaks off shows that the model is away, also if a title came meanwhile', () => {
  const watch = new PartWatch();
  const { modelCall } = observeTutor({ modelCalled: () => undefined }, noTracing, watch);
  const answer = modelCall({ purpose: 'answer', model: 'some' });
  modelCall({ purpose: 'title', model: 'some' })({ failure: undefined, answered: true });
  answer({ failure: 'broken off', answered: true });
  expect(watch.state).toMatchObject({ state: 'down' });
});

describe('the states of the parts', () => {
  const fine = (): PartSources => {
    const database = { watch: new PartWatch(), ask: async () => undefined };
    return {
      database,
      model: { watch: PartWatch.builtIn() },
      embeddings: undefined,
      files: database,
      qdrant: undefined,
    };
  };

  test('of files in the database is that of the database, which is asked once', async () => {
    let asked = 0;
    const sources = fine();
    sources.database.ask = async () => {
      asked += 1;
      throw new Error('away');
    };
    const told: unknown[] = [];
    const states = await partStates(sources, (error) => told.push(error));
    expect(states.database.state).toBe('down');
    expect(states.files).toEqual(states.database);
    expect([asked, told.length]).toEqual([1, 1]);
  });

  test('are there within two seconds, whatever hangs', async () => {
    const hanging = { watch: new PartWatch(), ask: () => new Promise<void>(() => undefined) };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const asking = partStates({ ...fine(), database: hanging, files: { ...hanging } });
    await vi.advanceTimersByTimeAsync(2_000);
    const states = await asking;
    expect([states.database.state, states.files.state]).toEqual(['down', 'down']);
  });

  test('of a search that cannot be asked is that it is down', async () => {
    const qdrant = () => Promise.reject(new Error('no index at all'));
    expect((await partStates({ ...fine(), qdrant })).qdrant).toBe('down');
  });
});
