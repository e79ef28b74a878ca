export { ExtensionCards } from './ExtensionCards';
