/**
 * The runnable jar: {@link dev.tokenkeeper.server.Main} is the command line, and a composition root
 * that puts the modules of the SDK together.
 */
@NullMarked
package dev.tokenkeeper.server;

import org.jspecify.annotations.NullMarked;
