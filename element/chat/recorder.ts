/** What servers take, best first (spec element 1.18). */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Enough for speech: five minutes stay far below what servers accept. */
const BITS_PER_SECOND = 32_000;

/** A recording in progress. Either way of ending it lets go of the microphone. */
export interface Recording {
  /** Resolves with all that was said. */
  finish(): Promise<Blob>;
  cancel(): void;
  /** How loud it is right now, 0 to 1. */
  level(): number;
}

export const canRecord = (): boolean =>
  isSecureContext && typeof MediaRecorder === 'function' && navigator.mediaDevices !== undefined;

/** Listens to how loud a stream is. */
function levelMeter(stream: MediaStream): { level: () => number; close: () => void } {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 512;
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  return {
    level() {
      analyser.getByteTimeDomainData(samples);
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0);
      return Math.min(1, peak / 100);
    },
    close: () => void audio.close(),
  };
}

/** Asks for the microphone and begins to record. Throws what the browser says when there is none, or none allowed. */
export async function startRecording(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const letGo = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const options = { audioBitsPerSecond: BITS_PER_SECOND, ...(mimeType ? { mimeType } : {}) };
    const recorder = new MediaRecorder(stream, options);
    const meter = levelMeter(stream);
    const pieces: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    const stopped = new Promise<void>((resolve) => {
      recorder.addEventListener('stop', () => resolve(), { once: true });
    });
    const end = () => {
      // It has ended by itself when the microphone was pulled out.
      if (recorder.state !== 'inactive') recorder.stop();
      letGo();
      meter.close();
    };
    recorder.start();
    return {
      async finish() {
        end();
        await stopped;
        return new Blob(pieces, { type: recorder.mimeType });
      },
      cancel: end,
      level: meter.level,
    };
  } catch (cause) {
    letGo();
    throw cause;
  }
}
