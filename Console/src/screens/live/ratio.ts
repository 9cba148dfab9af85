import type { Camera } from '../../api/types.ts';

/** Gives a picture's place its shape, so that what is drawn over it lies where it should. */
export const ratioOf = (camera: Camera): Record<string, number> =>
  camera.size ? { '--ratio': camera.size.width / camera.size.height } : {};
