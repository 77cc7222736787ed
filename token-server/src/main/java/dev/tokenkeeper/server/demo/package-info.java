/**
 * The demo: users of a provider whose tokens live for seconds, callers who need those tokens all
 * the time, and the provider's own log as the witness. Begins with {@link
 * dev.tokenkeeper.server.demo.DemoCommand}.
 */
@NullMarked
package dev.tokenkeeper.server.demo;

import org.jspecify.annotations.NullMarked;
