/** Tests of the assembly, with a real injector. */
@NullMarked
package dev.tokenkeeper.guice;

import org.jspecify.annotations.NullMarked;
