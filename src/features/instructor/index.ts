export { Instructor } from './LateInstructor';
