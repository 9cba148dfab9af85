import { useEffect, useRef, useState, type MutableRef } from 'preact/hooks';
import { pictures } from './pictures.ts';

export interface Picture {
  image: MutableRef<HTMLImageElement | null>;
  /** Whether a picture is there; the last one stays when the next fails. */
  there: boolean;
  error: unknown;
}

/** Keeps an image showing the newest picture of an address; holds one picture at a time. */
export function usePicture(url: string): Picture {
  const image = useRef<HTMLImageElement>(null);
  const [state, setState] = useState<{ there: boolean; error: unknown }>({ there: false, error: null });
  useEffect(() => {
    let shown = '';
    const stop = pictures.watch(url, (picture, error) => {
      const target = image.current;
      if (picture && target) {
        const before = shown;
        target.src = shown = URL.createObjectURL(picture);
        if (before) URL.revokeObjectURL(before);
      }
      setState(s => (s.error === error && s.there === (s.there || picture !== null) ? s : { there: s.there || picture !== null, error }));
    });
    return () => {
      stop();
      if (shown) URL.revokeObjectURL(shown);
    };
  }, [url]);
  return { image, ...state };
}
