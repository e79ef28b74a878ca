import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { ViewFigure } from '@marginalia/contract';
import { frameSource } from './frameSource';

interface Props {
  readonly title: string;
  /** HTML of the extension. */
  readonly page: string;
  readonly figures: readonly ViewFigure[];
}

/** Pixels. A page that says nothing of its height gets the first; one that says too much gets the last. */
const HEIGHT = { first: 240, least: 40, most: 640 } as const;

/** The page of an extension stands in the inner of two frames; windows of other origins can be reached by number. */
const pageIn = (frame: HTMLIFrameElement | null): Window | undefined =>
  (frame?.contentWindow as unknown as Record<number, Window | undefined> | null)?.[0];

/**
 * A picture that an extension draws, where it can reach nothing: no network, no page of ours, no other frame. It is sent
 * the figures, the reader's language and the colors around it, and says how high it is.
 */
export const PageFrame = ({ title, page, figures }: Props): ReactNode => {
  const { locale } = useIntl();
  const frame = useRef<HTMLIFrameElement>(null);
  const [loads, setLoads] = useState(0);
  const [height, setHeight] = useState<number>(HEIGHT.first);

  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<unknown>): void => {
      if (source === null || source !== pageIn(frame.current)) return;
      const { marginalia, height: said } = (data ?? {}) as { marginalia?: unknown; height?: unknown };
      if (marginalia !== 'height' || typeof said !== 'number' || !Number.isFinite(said)) return;
      setHeight(Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.ceil(said))));
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);

  useEffect(() => {
    if (loads === 0 || frame.current === null) return;
    const { color, direction, fontFamily, fontSize } = getComputedStyle(frame.current);
    // The frames have no origin that could be named. What is sent is what everybody who sees the card may see.
    pageIn(frame.current)?.postMessage(
      { marginalia: 'figures', figures, locale, look: { color, direction, fontFamily, fontSize } },
      '*',
    );
  }, [loads, figures, locale]);

  return (
    <iframe
      ref={frame}
      className="marginalia-extension-page"
      title={title}
      sandbox="allow-scripts"
      srcDoc={frameSource(title, page)}
      height={height}
      onLoad={() => setLoads((before) => before + 1)}
    />
  );
};
