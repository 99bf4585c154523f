import { compileScripts } from './compile-scripts';
import { runToExit } from './run-to-exit';

/** Compiles the scripts that production runs, without the site. */
await runToExit(compileScripts, []);
