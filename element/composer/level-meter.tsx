/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import type { Recording } from '../chat/recorder';

const BARS = 32;
/** Time between two bars, in ms. */
const PACE = 90;

/** How loud it was in the last seconds: the newest bar at the end. Drawn past Preact, many times a second. */
export function LevelMeter({ recording }: { recording: Recording }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const levels: number[] = [];
    const timer = setInterval(() => {
      levels.push(recording.level());
      if (levels.length > BARS) levels.shift();
      const bars = [...(box.current?.children ?? [])];
      for (const [at, bar] of bars.entries()) {
        const level = levels[at - (BARS - levels.length)] ?? 0;
        if (bar instanceof HTMLElement) bar.style.height = `${12 + level * 88}%`;
      }
    }, PACE);
    return () => clearInterval(timer);
  }, [recording]);
  return (
    <div class="meter" aria-hidden="true" ref={box}>
      {Array.from({ length: BARS }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <i key={at} />
      ))}
    </div>
  );
}
