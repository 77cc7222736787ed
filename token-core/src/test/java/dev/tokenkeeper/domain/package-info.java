/** What the small types promise. */
@NullMarked
package dev.tokenkeeper.domain;

import org.jspecify.annotations.NullMarked;
