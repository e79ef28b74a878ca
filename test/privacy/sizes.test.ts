/** Which numbers beside one another are disclosed, and until which moments. */
import { disclosedUntil, discloseSizes } from '../../api/metrics/kit/privacy/sizes';

describe('groups inside one group', () => {
  it('Groups are disclosed, the largest first, where they differ from all others by enough', () => {
    expect(discloseSizes([30, 52, 45], [61], 10)).toEqual([true, false, true]);
    expect(discloseSizes([51, 41], [61], 10)).toEqual([true, true]);
    // 50 first would hide both of the others
    expect(discloseSizes([50, 59, 41], [], 10)).toEqual([false, true, true]);
  });

  it('Groups of the same size are disclosed together, as they give nothing away', () => {
    expect(discloseSizes([61, 30, 30], [61], 10)).toEqual([true, true, true]);
  });

  it('Groups below the threshold are not disclosed, and hide no other', () => {
    expect(discloseSizes([9, 10], [], 10)).toEqual([false, true]);
    // nor where they differ from the others by enough
    expect(discloseSizes([9, 30], [], 10)).toEqual([false, true]);
  });
});

describe('numbers until some moment', () => {
  it('Numbers until some moment are disclosed where a disclosed period begins or ends', () => {
    // until then: 0, 20, 23, 38, 78
    const cells = [20, 3, 15, 40];
    expect(disclosedUntil(cells, [false, true, true, false]).sort((a, b) => a - b)).toEqual([0, 20, 38, 78]);
    expect(disclosedUntil(cells, [true, true, false, true]).sort((a, b) => a - b)).toEqual([0, 23, 38, 78]);
  });

  it('Numbers until the beginning and the end are always disclosed', () => {
    expect(disclosedUntil([4, 5], [true, true])).toEqual([0, 9]);
  });
});
