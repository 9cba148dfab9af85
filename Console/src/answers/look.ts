import type { Tube } from '../api/types.ts';

/** Which part of a picture to show: how much larger, and around which point (in percent). */
export interface Look {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** A third of the picture's height for the object, so that a small one is seen on a small picture; never more than three times. */
const SHARE = 1 / 3,
  MOST = 3;

/** Where the object is in the middle of its tube: what the thumbnail shows. */
export function lookAt(tube: Tube): Look | undefined {
  const box = tube.boxes[tube.boxes.length >> 1];
  if (!box) return undefined;
  const scale = Math.min(MOST, Math.max(1, (SHARE * tube.size.height) / box.height));
  return {
    scale,
    x: placed((box.x + box.width / 2) / tube.size.width, scale),
    y: placed((box.y + box.height / 2) / tube.size.height, scale),
  };
}

/** The fixed point of a magnification that brings a place to the middle, as far as the picture reaches. */
function placed(at: number, scale: number): number {
  if (scale === 1) return 50;
  return 100 * Math.min(1, Math.max(0, (at * scale - 0.5) / (scale - 1)));
}
