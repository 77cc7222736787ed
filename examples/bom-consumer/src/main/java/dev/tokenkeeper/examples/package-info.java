/** A host application that takes its versions of Token Keeper from the BOM. */
@NullMarked
package dev.tokenkeeper.examples;

import org.jspecify.annotations.NullMarked;
