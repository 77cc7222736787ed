/** What the front door's hidden parts promise each other. */
@NullMarked
package dev.tokenkeeper;

import org.jspecify.annotations.NullMarked;
