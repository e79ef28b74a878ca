import fc from 'fast-check';
import {
  benjaminiHochberg,
  binomialLowerTail,
  binomialUpperTail,
  normalUpperTail,
} from '../../../api/metrics/kit/falseDiscovery';

describe('tail probabilities', () => {
  it.each([
    [0, 0.5],
    [1.959963984540054, 0.025],
    [-1, 0.8413447460685429],
    [2.99, 0.001394887],
    [3.01, 0.001306238],
    [6, 9.865876e-10],
  ])('The tail of the normal above %f is %f', (z, p) => {
    expect(normalUpperTail(z) / p).toBeCloseTo(1, 5);
  });

  it('The tail of the binomial is what adding up term by term gives', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    for (const p of [0.1, 1 / 3, 0.75]) {
      for (let k = 0; k <= 41; k += 1) {
        let sum = 0;
        for (let i = k; i <= 40; i += 1) sum += choose(40, i) * p ** i * (1 - p) ** (40 - i);
        expect(binomialUpperTail(k, 40, p)).toBeCloseTo(sum, 10);
      }
    }
    expect(binomialLowerTail(3, 10, 0.5)).toBeCloseTo(176 / 1024, 12);
  });

  it('The tail of the binomial is near the normal one where there are many', () => {
    expect(binomialUpperTail(25_250, 50_000, 0.5)).toBeCloseTo(normalUpperTail(249.5 / Math.sqrt(12_500)), 4);
  });
});

describe('Benjamini and Hochberg', () => {
  it('The example of Benjamini and Hochberg comes out as worked by hand', () => {
    // m = 5: 0.01·5/1, 0.02·5/2, 0.03·5/3, 0.5·5/4, 0.6·5/5
    const adjusted = benjaminiHochberg([0.5, 0.01, 0.03, 0.6, 0.02]);
    [0.6, 0.05, 0.05, 0.6, 0.05].forEach((wanted, index) => expect(adjusted[index]).toBeCloseTo(wanted, 12));
  });

  it('The procedure of Benjamini and Hochberg accepts exactly what the step-up rule accepts', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (ps) => {
        const sorted = [...ps].sort((a, b) => a - b);
        const last = sorted.reduce((most, p, i) => (p <= (0.1 * (i + 1)) / ps.length ? p : most), -1);
        const wanted = ps.filter((p) => p <= last).length;
        const accepted = benjaminiHochberg(ps).filter((q) => q <= 0.1 + 1e-12).length;
        expect(accepted).toBe(wanted);
      }),
    );
  });
});
