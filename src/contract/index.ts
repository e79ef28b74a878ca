export * from './attention';
export * from './endpoint';
export * from './errors';
export * from './metrics';
export * from './outline';
export * from './problem';
export * from './values';
export * from './video';
