import { signal } from '@preact/signals';

const KEY = 'stvg.sound';

/** Whether a new alert is heard. Off until somebody wants it: browsers play nothing before a click anyway. */
export const sound = signal(localStorage.getItem(KEY) === 'on');

let context: AudioContext | null = null;
let last = 0;

export function setSound(on: boolean): void {
  sound.value = on;
  localStorage.setItem(KEY, on ? 'on' : 'off');
  if (on) chime();
}

/** Two soft tones; not more than once a second. */
export function chime(): void {
  if (!sound.value || performance.now() - last < 1000) return;
  last = performance.now();
  context ??= new AudioContext();
  void context.resume();
  for (const [at, pitch] of [
    [0, 660],
    [0.14, 880],
  ] as const) {
    const tone = new OscillatorNode(context, { frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    const begin = context.currentTime + at;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.12, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.35);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + 0.4);
  }
}
