import { useEffect, useRef } from 'react';
import { blockInAddress, courseKeyOf, keepInAddress } from '../../features/margin';

/**
 * Opens the block that the address names when the margin appears, and from then on has the address name what is open. The
 * host writes the address too, and forgets what it does not know: so it is looked at after every drawing.
 */
export const useBlockAddress = (courseId: string, selected: string | null, open: (id: string) => void): void => {
  const isRead = useRef(false);
  const kept = useRef<string | null>(null);
  useEffect(() => {
    const named = blockInAddress();
    if (!isRead.current) {
      isRead.current = true;
      if (selected === null && named !== null && courseKeyOf(named) === courseId) {
        kept.current = named;
        open(named);
        return;
      }
    }
    kept.current = selected;
    keepInAddress(selected);
  });
  useEffect(
    () => () => {
      if (blockInAddress() === kept.current) keepInAddress(null);
    },
    [],
  );
};
