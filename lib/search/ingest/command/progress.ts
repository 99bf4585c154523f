import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a long step is. */
export interface Progress {
  show(done: number, total: number): void;
  end(): void;
}

/** A log gets a line after each tenth, not a bar that is drawn over and over. */
const TENTHS = 10;

/** A bar on a terminal, a line now and then in a log. */
export function progress(label: string, output: NodeJS.WriteStream): Progress {
  return output.isTTY ? bar(label, output) : lines(label, output);
}

function bar(label: string, stream: NodeJS.WriteStream): Progress {
  const shown = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} · {eta_formatted} left`,
      stream,
      hideCursor: true,
      clearOnComplete: false,
    },
    Presets.shades_classic,
  );
  let isRunning = false;
  return {
    show(done, total) {
      if (total === 0) return;
      if (isRunning) shown.setTotal(total);
      else shown.start(total, 0);
      isRunning = true;
      shown.update(done);
    },
    end() {
      if (isRunning) shown.stop();
    },
  };
}

function lines(label: string, output: Pick<NodeJS.WriteStream, 'write'>): Progress {
  let last = -1;
  return {
    show(done, total) {
      const tenth = total === 0 ? TENTHS : Math.floor((done / total) * TENTHS);
      if (total === 0 || tenth <= last) return;
      last = tenth;
      output.write(`${label}: ${done} of ${total}\n`);
    },
    end: () => undefined,
  };
}
