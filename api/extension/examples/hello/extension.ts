import { defineView } from '@marginalia/extension';
export default defineView({ id: 'hello', title: 'Hello', place: 'course', text: 'Hello world!' });
