import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// What is loaded late is compiled at that moment: on a busy machine that takes longer than the default of a second.
configure({ asyncUtilTimeout: 10_000 });
