export { Instructor } from './LazyInstructor';
