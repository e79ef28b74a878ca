import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is loaded late is compiled at that moment: on a busy machine that takes longer than the default of a second.
configure({ asyncUtilTimeout: 10_000 });

// A date of the current year is written without it, so the clock of components stands in the year of the tests' dates;
// it runs on, for what waits by it.
const { now } = Date;
const behind = now() - Date.UTC(2026, 10, 30, 12);
Date.now = () => now() - behind;
