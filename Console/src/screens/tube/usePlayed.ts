import { useEffect, useState, type MutableRef } from 'preact/hooks';

/** Where a film is, in seconds, with every frame that is shown. */
export function usePlayed(video: MutableRef<HTMLVideoElement | null>, film: number): number {
  const [at, setAt] = useState(0);
  useEffect(() => {
    const shown = video.current;
    if (!shown) return;
    let handle = 0;
    const frame: VideoFrameRequestCallback = (_, meta) => {
      setAt(meta.mediaTime);
      handle = shown.requestVideoFrameCallback(frame);
    };
    handle = shown.requestVideoFrameCallback(frame);
    const sought = () => setAt(shown.currentTime); // a film that stands shows no new frame while one seeks in the same picture
    shown.addEventListener('seeking', sought);
    return () => {
      shown.cancelVideoFrameCallback(handle);
      shown.removeEventListener('seeking', sought);
    };
  }, [film]);
  return at;
}
