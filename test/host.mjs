// `npm run host -- <folder of a built host> [course key] [ulmo|verawood]`: an Authoring MFE, or a site with the instructor
// dashboard, with the plugin in it, around our stand-in for the platform of that release, and the real API beside it. The host has to be built for http://localhost:2001 as its own address
// and as that of LMS and Studio, and its MARGINALIA_API_URL has to be http://localhost:2002.
import { root, withTypeScript } from './typescript.mjs';

await withTypeScript('hosts/serve.ts', 'api/dist', ({ serveHost }) => serveHost(root, process.argv.slice(2)));
