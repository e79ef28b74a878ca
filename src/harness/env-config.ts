/** Stands in for the operator's env.config: everything is set at run time in config.ts. */
export default {};
