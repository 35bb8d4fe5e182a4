/** Property tests draw from one seed, so that a green build stays green; `npm run test:full` draws anew at each run. */
import fc from "fast-check";

if (process.env.DIFFML_FULL !== "1") fc.configureGlobal({ seed: 20230601 });
