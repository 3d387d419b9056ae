#!/usr/bin/env node
/** Where the shell enters: the path that packages and scripts name. The families of commands are in the folder of the same name. */
import './cli/cli.ts';
