import { useEffect, useState, type MutableRef } from 'preact/hooks';

/** Where a film is, in seconds, with every frame that is shown. */
export function usePlayed(video: MutableRef<HTMLVideoElement | null>, there: boolean): number {
  const [at, setAt] = useState(0);
  useEffect(() => {
    const film = video.current;
    if (!film) return;
    let handle = 0;
    const frame: VideoFrameRequestCallback = (_, meta) => {
      setAt(meta.mediaTime);
      handle = film.requestVideoFrameCallback(frame);
    };
    handle = film.requestVideoFrameCallback(frame);
    const sought = () => setAt(film.currentTime); // a film that stands shows no new frame while one seeks in the same picture
    film.addEventListener('seeking', sought);
    return () => {
      film.cancelVideoFrameCallback(handle);
      film.removeEventListener('seeking', sought);
    };
  }, [there]);
  return at;
}
