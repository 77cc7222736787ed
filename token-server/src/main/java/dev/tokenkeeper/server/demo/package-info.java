/**
 * The demo: users of providers whose tokens live for seconds, callers who need those tokens all the
 * time, and the providers' own logs as the witness. Begins with {@link
 * dev.tokenkeeper.server.demo.DemoCommand}.
 */
@NullMarked
package dev.tokenkeeper.server.demo;

import org.jspecify.annotations.NullMarked;
