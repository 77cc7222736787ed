/**
 * What must be true of all modules together. Each class of rules has a test of its own, and each
 * rule is run twice: on the product, which must keep it, and on a miniature under {@code fixture}
 * that is laid out like the product and breaks it. A rule that has not been seen to fail is none.
 */
@NullMarked
package dev.tokenkeeper.architecture;

import org.jspecify.annotations.NullMarked;
